import type { StaffMember } from '#contract/staff';
import { searchable } from '#kernel/text';
import type { PersonId } from '#kernel/id';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import { useDirectory } from '../kit/directory';
import { Face } from '../kit/Face';
import { useMe } from '../kit/me';
import { useText } from '../text/TextProvider';
import { Asking } from './Asking';
import { PersonForm } from './PersonForm';
import classes from './settings.module.css';
import { ShownOnce } from './ShownOnce';
import { useAsked } from './use-asked';

type Made = { readonly name: string; readonly email: string; readonly password: string };
type Step = { readonly at: 'rest'; readonly last: PersonId | null } | { readonly at: 'form'; readonly of: StaffMember | null } | { readonly at: 'made'; readonly made: Made };

const askPeople = () => bridge.ask('people.list', {});

/** Everybody who may sign in, or might once. */
export function PeoplePart() {
  const asked = useAsked(askPeople);
  const [step, setStep] = useState<Step>({ at: 'rest', last: null });
  const [search, setSearch] = useState('');
  const rest = (last: PersonId | null): void => {
    setStep({ at: 'rest', last });
    asked.again();
  };
  if (asked.value === null) return <Asking asked={asked} />;
  if (step.at === 'made') return <FirstPassword made={step.made} onKept={() => rest(null)} />;
  if (step.at === 'form') return <PersonForm of={step.of} onMade={(made) => setStep({ at: 'made', made })} onDone={() => rest(step.of?.id ?? null)} />;
  return <PeopleList people={asked.value} last={step.last} search={search} onSearch={setSearch} onForm={(of) => setStep({ at: 'form', of })} />;
}

function FirstPassword({ made, onKept }: { readonly made: Made; readonly onKept: () => void }) {
  const { say } = useText();
  return (
    <div className={classes['form']}>
      <ShownOnce label={say('people.password', { name: made.name })} secret={made.password} once={say('people.once')} onKept={onKept} />
      <p className={classes['dim']}>{say('people.passwordHint', { email: made.email })}</p>
    </div>
  );
}

type ListProps = {
  readonly people: readonly StaffMember[];
  /** Whom the form was about that was left. */
  readonly last: PersonId | null;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly onForm: (of: StaffMember | null) => void;
};

function PeopleList({ people, last, search, onSearch, onForm }: ListProps) {
  const { say } = useText();
  const wanted = searchable(search.trim());
  const found = people.filter(({ name, email }) => searchable(`${name} ${email}`).includes(wanted));
  return (
    <>
      <div className={classes['row']}>
        <TextInput className={classes['grow']} name="search" aria-label={say('company.search')} placeholder={say('company.search')} maxLength={120} value={search} onChange={(event) => onSearch(event.currentTarget.value)} />
        <Button onClick={() => onForm(null)}>{say('people.add')}</Button>
      </div>
      {found.length === 0 && <p className={classes['none']} role="status">{say('company.notFound')}</p>}
      <ul className={classes['staff']}>{found.map((person) => <PersonItem key={person.id} person={person} isLast={person.id === last} onChange={() => onForm(person)} />)}</ul>
    </>
  );
}

function PersonItem({ person, isLast, onChange }: { readonly person: StaffMember; readonly isLast: boolean; readonly onChange: () => void }) {
  const { say, dates } = useText();
  const me = useMe();
  const directory = useDirectory();
  const { id, name, email, roles, teams, isClosed, seenAt } = person;
  const named = teams.flatMap((team) => directory.team(team)?.name ?? []).join(', ');
  const seen = seenAt === null ? say('people.neverSeen') : say('people.seen', { when: dates.moment(seenAt) });
  return (
    <li className={classes['device']} data-person={email} data-closed={isClosed || undefined}>
      <Face name={name} size={32} />
      <div className={classes['about']}>
        <span className={classes['name']}>
          <bdi>{name}</bdi>
          {id === me.id && <span className={classes['badge']}>{say('people.you')}</span>}
          {isClosed && <span className={classes['quietBadge']}>{say('people.closed')}</span>}
        </span>
        <span className={classes['dim']}>{roles.map((role) => say(`role.${role}`)).join(', ')} · {named === '' ? say('people.withoutTeam') : named}</span>
        <span className={classes['dim']}>{email} · {seen}</span>
      </div>
      <Button variant="subtle" size="compact-sm" autoFocus={isLast} aria-label={say('company.changeNamed', { name })} onClick={onChange}>{say('company.change')}</Button>
    </li>
  );
}
