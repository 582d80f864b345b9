import type { RequestOutput } from '#contract/requests';
import { calendarOf, type TeamHours } from '#domain/hours/team-hours';
import { nextOpeningBy } from '#domain/hours/calendar';
import type { TeamId } from '#kernel/id';
import { Button, NativeSelect } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useAct } from '../kit/act';
import { bridge } from '../kit/bridge';
import { useMinute } from '../kit/clock';
import { useText } from '../text/TextProvider';
import { Asking } from './Asking';
import { hoursValues, typedHours } from './hours-values';
import { HoursFields } from './HoursFields';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useAsked } from './use-asked';
import { useForm } from './use-form';

type Team = RequestOutput<'teams.list'>[number];

const askTeams = () => bridge.ask('teams.list', {});

/** When each team answers. */
export function HoursPart() {
  const { say } = useText();
  const asked = useAsked(askTeams);
  const [chosen, setChosen] = useState<TeamId | null>(null);
  if (asked.value === null) return <Asking asked={asked} />;
  const teams = asked.value.filter(({ isArchived }) => !isArchived);
  const team = teams.find(({ id }) => id === chosen) ?? teams[0];
  if (team === undefined) return <p className={classes['lead']}>{say('people.noTeams')}</p>;
  return (
    <div className={classes['form']}>
      <p className={classes['lead']}>{say('hours.lead')}</p>
      <NativeSelect label={say('hours.team')} value={team.id} data={teams.map(({ id, name }) => ({ value: id, label: name }))} onChange={(event) => setChosen(teams.find(({ id }) => id === event.currentTarget.value)?.id ?? null)} />
      <TeamHoursForm key={team.id} team={team} onSaved={asked.again} />
    </div>
  );
}

function TeamHoursForm({ team, onSaved }: { readonly team: Team; readonly onSaved: () => void }) {
  const { say } = useText();
  const { tell } = useAct();
  const [values, setValues] = useState(() => hoursValues(team.hours, new Intl.DateTimeFormat().resolvedOptions().timeZone));
  const [tried, setTried] = useState(false);
  const { busy, refused, submit } = useForm();
  const hours = typedHours(values);
  const saved = (): void => {
    tell(say('hours.saved'));
    onSaved();
  };
  const save = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (hours !== undefined) submit(event, () => bridge.ask('teams.setHours', { team: team.id, hours }), saved);
  };
  return (
    <form className={classes['form']} noValidate onSubmit={save}>
      <HoursFields values={values} tried={tried} onChange={setValues} />
      {hours !== undefined && hours !== null && <Standing hours={hours} />}
      <Refusal code={refused} />
      <div className={classes['actions']}><Button type="submit" disabled={busy}>{say('company.save')}</Button></div>
    </form>
  );
}

/** By the same rule as the chat and the bot. */
function Standing({ hours }: { readonly hours: TeamHours }) {
  const { say, dates } = useText();
  const now = useMinute();
  const next = nextOpeningBy(calendarOf(hours), now);
  return <p className={classes['dim']} role="status">{next === null ? say('hours.never') : next === now ? say('hours.now') : say('hours.next', { when: dates.soon(next, now) })}</p>;
}
