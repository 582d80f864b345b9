import type { StaffMember } from '#contract/staff';
import { roles } from '#domain/access/person';
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { bridge } from '../kit/bridge';
import { useDirectory } from '../kit/directory';
import { languages } from '../text/say';
import { useText } from '../text/TextProvider';
import { faultsOf, givenBy, isRight, nobody, type PersonFaults, type PersonValues } from './person-values';
import { PersonAccess } from './PersonAccess';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useForm } from './use-form';

type Props = {
  /** Null: somebody new. */
  readonly of: StaffMember | null;
  readonly onMade: (made: { readonly name: string; readonly email: string; readonly password: string }) => void;
  readonly onDone: () => void;
};

/** Who somebody is here. What was typed stays when it is refused. */
export function PersonForm({ of, onMade, onDone }: Props) {
  const { say } = useText();
  const [values, setValues] = useState<PersonValues>(of ?? nobody);
  const [tried, setTried] = useState(false);
  const { busy, refused, submit } = useForm();
  const faults = faultsOf(values);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!isRight(faults)) return;
    const { name, email, roles: given, teams, language } = givenBy(values);
    const described = { name, email, roles: given, teams, language };
    if (of === null) submit(event, () => bridge.ask('people.add', described), ({ password }) => onMade({ name, email, password }));
    else submit(event, () => bridge.ask('people.change', { person: of.id, ...described }), onDone);
  };
  return (
    <>
      <form className={classes['form']} noValidate onSubmit={save}>
        <h3 className={classes['heading']}>{of === null ? say('people.new') : <bdi>{of.name}</bdi>}</h3>
        <PersonFields values={values} faults={tried ? faults : null} isTaken={refused === 'person.emailTaken'} onChange={setValues} />
        <Refusal code={refused === 'person.emailTaken' ? null : refused} />
        <div className={classes['actions']}>
          <Button variant="default" onClick={onDone}>{say('security.cancel')}</Button>
          <Button type="submit" disabled={busy}>{say(of === null ? 'people.add' : 'company.save')}</Button>
        </div>
      </form>
      {of !== null && <PersonAccess of={of} onMade={onMade} onDone={onDone} />}
    </>
  );
}

type FieldsProps = { readonly values: PersonValues; readonly faults: PersonFaults | null; readonly isTaken: boolean; readonly onChange: (values: PersonValues) => void };

function PersonFields({ values, faults, isTaken, onChange }: FieldsProps) {
  const { say } = useText();
  const { teams } = useDirectory();
  const wrong = (field: keyof PersonFaults): string | null => {
    const fault = faults?.[field] ?? null;
    return fault === null ? null : say(fault);
  };
  return (
    <>
      <div className={classes['twoTop']}>
        <TextInput name="name" label={say('people.name')} autoFocus maxLength={120} value={values.name} error={wrong('name')} onChange={(event) => onChange({ ...values, name: event.currentTarget.value })} />
        <TextInput name="email" type="email" label={say('people.email')} maxLength={254} value={values.email} error={wrong('email') ?? (isTaken ? say('failure.person.emailTaken') : null)} onChange={(event) => onChange({ ...values, email: event.currentTarget.value })} />
      </div>
      <Checkbox.Group labelProps={{ mb: 6 }} label={say('people.roles')} value={[...values.roles]} error={wrong('roles')} onChange={(chosen) => onChange({ ...values, roles: roles.filter((role) => chosen.includes(role)) })}>
        <div className={classes['columns']}>{roles.map((role) => <Checkbox key={role} value={role} label={say(`role.${role}`)} />)}</div>
      </Checkbox.Group>
      <Checkbox.Group labelProps={{ mb: 6 }} label={say('people.teams')} value={[...values.teams]} onChange={(chosen) => onChange({ ...values, teams: teams.map(({ id }) => id).filter((id) => chosen.includes(id)) })}>
        <div className={classes['columns']}>{teams.map(({ id, name }) => <Checkbox key={id} value={id} label={<bdi>{name}</bdi>} />)}</div>
        {teams.length === 0 && <p className={classes['dim']}>{say('people.noTeams')}</p>}
      </Checkbox.Group>
      <NativeSelect
        label={say('people.language')}
        description={say('people.language.hint')}
        value={values.language ?? ''}
        data={[{ value: '', label: say('people.language.own') }, ...languages.map((name) => ({ value: name, label: say(`language.${name}`) }))]}
        onChange={(event) => onChange({ ...values, language: languages.find((name) => name === event.currentTarget.value) ?? null })}
      />
    </>
  );
}
