import type { RequestOutput } from '#contract/requests';
import type { StaffMember } from '#contract/staff';
import type { TeamRow } from '#domain/access/person';
import type { PersonId } from '#kernel/id';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { bridge } from '../kit/bridge';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import { Asking } from './Asking';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useAsked } from './use-asked';
import { useForm } from './use-form';

type Listed = RequestOutput<'teams.list'>[number];
type Step = { readonly at: 'rest' } | { readonly at: 'form'; readonly of: TeamRow | null };

const askPeople = () => bridge.ask('people.list', {});
const askTeams = () => bridge.ask('teams.list', {});

/** The teams of the company with their people, and those that were put away. */
export function TeamsPart() {
  const { say } = useText();
  const { teams } = useDirectory();
  const people = useAsked(askPeople);
  const listed = useAsked(askTeams);
  const [step, setStep] = useState<Step>({ at: 'rest' });
  const rest = (): void => {
    setStep({ at: 'rest' });
    people.again();
    listed.again();
  };
  if (people.value === null) return <Asking asked={people} />;
  if (step.at === 'form') return <TeamForm of={step.of} people={people.value.filter(({ isClosed }) => !isClosed)} onDone={rest} />;
  return (
    <>
      <div className={classes['row']}>
        <p className={classes['lead']}>{say(teams.length === 0 ? 'teams.none' : 'teams.lead')}</p>
        <Button onClick={() => setStep({ at: 'form', of: null })}>{say('teams.add')}</Button>
      </div>
      <ul className={classes['staff']}>{teams.map((team) => <TeamItem key={team.id} team={team} people={people.value ?? []} onChange={() => setStep({ at: 'form', of: team })} onArchived={rest} />)}</ul>
      <Archive teams={listed.value?.filter(({ isArchived }) => isArchived) ?? []} onRestored={rest} />
    </>
  );
}

type ItemProps = { readonly team: TeamRow; readonly people: readonly StaffMember[]; readonly onChange: () => void; readonly onArchived: () => void };

function TeamItem({ team, people, onChange, onArchived }: ItemProps) {
  const { say } = useText();
  const { queues } = useDirectory();
  const { busy, refused, submit } = useForm();
  const { id, name } = team;
  const members = people.filter(({ teams, isClosed }) => !isClosed && teams.includes(id)).length;
  const own = queues.filter((queue) => queue.team === id).map((queue) => queue.name).join(', ');
  return (
    <li className={classes['job']} data-team={name}>
      <div className={classes['device']}>
        <div className={classes['about']}>
          <span className={classes['name']}><bdi>{name}</bdi></span>
          <span className={classes['dim']}>{say('teams.people', { n: members })} · {own === '' ? say('teams.noQueues') : say('teams.queues', { names: own })}</span>
        </div>
        <Button variant="subtle" size="compact-sm" aria-label={say('company.changeNamed', { name })} onClick={onChange}>{say('company.change')}</Button>
        <Button variant="subtle" size="compact-sm" color="red" disabled={busy} aria-label={say('teams.archiveNamed', { name })} onClick={() => submit(null, () => bridge.ask('teams.archive', { team: id }), onArchived)}>{say('teams.archive')}</Button>
      </div>
      <Refusal code={refused} />
    </li>
  );
}

function Archive({ teams, onRestored }: { readonly teams: readonly Listed[]; readonly onRestored: () => void }) {
  const { say } = useText();
  const { busy, refused, submit } = useForm();
  if (teams.length === 0) return null;
  return (
    <section className={classes['below']} aria-labelledby="archive">
      <h3 id="archive" className={classes['heading']}>{say('teams.archived')}</h3>
      <p className={classes['dim']}>{say('teams.archivedLead')}</p>
      <Refusal code={refused} />
      <ul className={classes['staff']}>
        {teams.map(({ id, name }) => (
          <li key={id} className={classes['device']}>
            <span className={classes['about']}><bdi>{name}</bdi></span>
            <Button variant="subtle" size="compact-sm" disabled={busy} aria-label={say('teams.restoreNamed', { name })} onClick={() => submit(null, () => bridge.ask('teams.restore', { team: id }), onRestored)}>{say('teams.restore')}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

type FormProps = { readonly of: TeamRow | null; readonly people: readonly StaffMember[]; readonly onDone: () => void };

function TeamForm({ of, people, onDone }: FormProps) {
  const { say } = useText();
  const [name, setName] = useState(of?.name ?? '');
  const [members, setMembers] = useState<readonly PersonId[]>(of === null ? [] : people.filter(({ teams }) => teams.includes(of.id)).map(({ id }) => id));
  const [tried, setTried] = useState(false);
  const { busy, refused, submit } = useForm();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '') return;
    const values = { name: name.trim(), members: [...members] };
    submit(event, () => (of === null ? bridge.ask('teams.add', values) : bridge.ask('teams.change', { team: of.id, ...values })), onDone);
  };
  const wrong = tried && name.trim() === '' ? say('teams.nameMissing') : refused === 'team.nameTaken' ? say('failure.team.nameTaken') : null;
  return (
    <form className={classes['form']} noValidate onSubmit={save}>
      <h3 className={classes['heading']}>{of === null ? say('teams.new') : <bdi>{of.name}</bdi>}</h3>
      <TextInput name="name" label={say('teams.name')} autoFocus maxLength={120} value={name} error={wrong} onChange={(event) => setName(event.currentTarget.value)} />
      <Checkbox.Group labelProps={{ mb: 6 }} label={say('teams.members')} value={[...members]} onChange={(chosen) => setMembers(people.map(({ id }) => id).filter((id) => chosen.includes(id)))}>
        <div className={classes['columns']}>{people.map((person) => <Checkbox key={person.id} value={person.id} label={<bdi>{person.name}</bdi>} />)}</div>
      </Checkbox.Group>
      <Refusal code={refused === 'team.nameTaken' ? null : refused} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={onDone}>{say('security.cancel')}</Button>
        <Button type="submit" disabled={busy}>{say(of === null ? 'teams.add' : 'company.save')}</Button>
      </div>
    </form>
  );
}
