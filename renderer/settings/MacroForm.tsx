import { slots, type Slot } from '#domain/knowledge/slots';
import { limits } from '#contract/limits';
import type { Macro, MacroValues } from '#contract/macro';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';
import { bridge } from '../kit/bridge';
import { languages } from '../text/say';
import { useText } from '../text/TextProvider';
import { MacroActions } from './MacroActions';
import { MacroTrial } from './MacroTrial';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useForm } from './use-form';

type Props = {
  /** Null: a new one. */
  readonly of: Macro | null;
  readonly onDone: () => void;
};

const fresh: MacroValues = { title: '', text: '', language: null, actions: [], teams: null };

/** A macro, and beside it what a customer would read. */
export function MacroForm({ of, onDone }: Props) {
  const { say } = useText();
  const [written, setValues] = useState<MacroValues>(of === null ? fresh : { title: of.title, text: of.text, language: of.language, actions: of.actions, teams: of.teams });
  const { title, text, language } = written;
  const change = (part: Partial<MacroValues>): void => setValues({ ...written, ...part });
  const isNothing = text.trim() === '' && written.actions.length === 0;
  const [tried, setTried] = useState(false);
  const { busy, refused, submit } = useForm();
  const values = { ...written, title: title.trim() };
  const save = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (title.trim() === '' || isNothing) return;
    if (of === null) submit(event, () => bridge.ask('macros.add', values), onDone);
    else submit(event, () => bridge.ask('macros.change', { macro: of.id, ...values }), onDone);
  };
  return (
    <form className={classes['form']} noValidate onSubmit={save}>
      <h3 className={classes['heading']}>{of === null ? say('macros.new') : <bdi>{of.title}</bdi>}</h3>
      <div className={classes['twoTop']}>
        <TextInput name="title" label={say('macros.name')} autoFocus maxLength={limits.line} value={title} error={tried && title.trim() === '' ? say('macros.nameMissing') : null} onChange={(event) => change({ title: event.currentTarget.value })} />
        <NativeSelect label={say('macros.language')} value={language ?? ''} data={[{ value: '', label: say('macros.anyLanguage') }, ...languages.map((name) => ({ value: name, label: say(`language.${name}`) }))]} onChange={(event) => change({ language: languages.find((name) => name === event.currentTarget.value) ?? null })} />
      </div>
      <MacroText text={text} error={tried && isNothing ? say('macros.textMissing') : null} onChange={(next) => change({ text: next })} />
      <MacroTrial text={text} />
      <MacroActions values={written} onChange={change} />
      <Refusal code={refused} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={onDone}>{say('security.cancel')}</Button>
        <Button type="submit" disabled={busy}>{say(of === null ? 'macros.add' : 'company.save')}</Button>
      </div>
    </form>
  );
}

type TextProps = { readonly text: string; readonly error: string | null; readonly onChange: (text: string) => void };

function MacroText({ text, error, onChange }: TextProps) {
  const { say } = useText();
  const field = useRef<HTMLTextAreaElement>(null);
  const putIn = (slot: Slot): void => {
    const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {};
    onChange(`${text.slice(0, selectionStart)}{${slot}}${text.slice(selectionEnd)}`);
    const caret = selectionStart + slot.length + 2;
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(caret, caret);
    });
  };
  return (
    <>
      <Textarea ref={field} name="text" label={say('macros.text')} autosize minRows={3} maxRows={12} maxLength={limits.messageText} value={text} error={error} onChange={(event) => onChange(event.currentTarget.value)} />
      <div className={classes['choices']}>
        <span className={classes['dim']}>{say('macros.slots')}</span>
        {slots.map((slot) => <Button key={slot} variant="default" size="compact-xs" title={say(`slot.from.${slot}`)} aria-label={say('macros.putIn', { slot, from: say(`slot.from.${slot}`) })} onClick={() => putIn(slot)}>{`{${slot}}`}</Button>)}
      </div>
    </>
  );
}
