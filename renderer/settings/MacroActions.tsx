import type { MacroValues } from '#contract/macro';
import { macroBounds, macroPriorities, macroSnoozes, macroStatuses } from '#domain/knowledge/macro';
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import { actionOf, tagsOf, withAction, withTags } from './macro-actions';
import own from './macro.module.css';
import classes from './settings.module.css';

type Props = { readonly values: MacroValues; readonly onChange: (part: Partial<MacroValues>) => void };

/** What a macro does to the case besides its text, and whose agents see it. */
export function MacroActions({ values, onChange }: Props) {
  const { say } = useText();
  return (
    <>
      <fieldset className={own['part']}>
        <legend>{say('macros.actions')}</legend>
        <div className={own['actions']}>
          <Assign values={values} onChange={onChange} />
          <Status values={values} onChange={onChange} />
          <Snooze values={values} onChange={onChange} />
          <Priority values={values} onChange={onChange} />
          <Tags values={values} onChange={onChange} />
        </div>
      </fieldset>
      <Teams values={values} onChange={onChange} />
    </>
  );
}

const self = 'self';

function Assign({ values: { actions }, onChange }: Props) {
  const { say } = useText();
  const { people } = useDirectory();
  const assign = actionOf(actions, 'assign');
  const data = [{ value: '', label: say('macros.noAction') }, { value: self, label: say('macros.assign.self') }, ...people.map(({ id, name }) => ({ value: id, label: name }))];
  const choose = (value: string): void => {
    const to = people.find(({ id }) => id === value)?.id ?? null;
    onChange({ actions: withAction(actions, 'assign', value === '' ? null : { kind: 'assign', to }) });
  };
  return <NativeSelect label={say('macros.action.assign')} value={assign === null ? '' : (assign.to ?? self)} data={data} onChange={(event) => choose(event.currentTarget.value)} />;
}

function Status({ values: { actions }, onChange }: Props) {
  const { say } = useText();
  const data = [{ value: '', label: say('macros.noAction') }, ...macroStatuses.map((name) => ({ value: name, label: say(`macros.status.${name}`) }))];
  const choose = (value: string): void => {
    const status = macroStatuses.find((name) => name === value);
    onChange({ actions: withAction(actions, 'status', status === undefined ? null : { kind: 'status', status }) });
  };
  return <NativeSelect label={say('macros.action.status')} value={actionOf(actions, 'status')?.status ?? ''} data={data} onChange={(event) => choose(event.currentTarget.value)} />;
}

function Snooze({ values: { actions }, onChange }: Props) {
  const { say } = useText();
  const data = [{ value: '', label: say('macros.noAction') }, ...macroSnoozes.map((name) => ({ value: name, label: say(`macros.snooze.${name}`) }))];
  const choose = (value: string): void => {
    const until = macroSnoozes.find((name) => name === value);
    onChange({ actions: withAction(actions, 'snooze', until === undefined ? null : { kind: 'snooze', until }) });
  };
  return <NativeSelect label={say('macros.action.snooze')} value={actionOf(actions, 'snooze')?.until ?? ''} data={data} onChange={(event) => choose(event.currentTarget.value)} />;
}

function Priority({ values: { actions }, onChange }: Props) {
  const { say } = useText();
  const data = [{ value: '', label: say('macros.noAction') }, ...macroPriorities.map((name) => ({ value: name, label: say(`macros.priority.${name}`) }))];
  const choose = (value: string): void => {
    const priority = macroPriorities.find((name) => name === value);
    onChange({ actions: withAction(actions, 'priority', priority === undefined ? null : { kind: 'priority', priority }) });
  };
  return <NativeSelect label={say('macros.action.priority')} value={actionOf(actions, 'priority')?.priority ?? ''} data={data} onChange={(event) => choose(event.currentTarget.value)} />;
}

function Tags({ values: { actions }, onChange }: Props) {
  const { say } = useText();
  const [text, setText] = useState(() => tagsOf(actions).join(', '));
  const change = (next: string): void => {
    setText(next);
    onChange({ actions: withTags(actions, next, macroBounds.tag) });
  };
  return <TextInput label={say('macros.action.tag')} maxLength={300} value={text} onChange={(event) => change(event.currentTarget.value)} />;
}

function Teams({ values: { teams }, onChange }: Props) {
  const { say } = useText();
  const directory = useDirectory();
  const choose = (chosen: readonly string[]): void => {
    const named = directory.teams.filter(({ id }) => chosen.includes(id)).map(({ id }) => id);
    onChange({ teams: named.length === 0 ? null : named });
  };
  return (
    <Checkbox.Group className={own['part']} label={say('macros.teams')} description={say('macros.teamsHelp')} value={[...(teams ?? [])]} onChange={choose}>
      <div className={`${classes['choices']} ${own['teams']}`}>{directory.teams.map(({ id, name }) => <Checkbox key={id} value={id} label={name} />)}</div>
    </Checkbox.Group>
  );
}
