import { timelineKinds, type TimelineFilter } from '#contract/timeline';
import { day } from '#kernel/instant';
import { channelKinds } from '#domain/channel/channel';
import { memo } from 'react';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import classes from './Timeline.module.css';

export const noFilter: TimelineFilter = { kind: null, channel: null, team: null, from: null };

/** Days that a period is long. */
const periods = { month: 31, quarter: 92, year: 366 } as const;
type Period = keyof typeof periods;
const periodNames: readonly Period[] = ['month', 'quarter', 'year'];

type Props = { readonly filter: TimelineFilter; readonly onChange: (filter: TimelineFilter) => void };

/** What of the timeline is shown. */
export const TimelineFilters = memo(function TimelineFilters({ filter, onChange }: Props) {
  const { say } = useText();
  const { teams } = useDirectory();
  const period = periodNames.find((name) => filter.from !== null && Math.round((today() - filter.from) / day) === periods[name]) ?? null;
  return (
    <div className={classes['filters']} role="group" aria-label={say('timeline.filters')}>
      <Choice label={say('timeline.byKind')} values={timelineKinds} nameOf={(value) => say(`timeline.kind.${value}`)} chosen={filter.kind} onChoose={(kind) => onChange({ ...filter, kind })} />
      <Choice label={say('timeline.byChannel')} values={channelKinds} nameOf={(value) => say(`channel.${value}`)} chosen={filter.channel} onChoose={(channel) => onChange({ ...filter, channel })} />
      <Choice label={say('timeline.byTeam')} values={teams.map(({ id }) => id)} nameOf={(value) => teams.find(({ id }) => id === value)?.name ?? '…'} chosen={filter.team} onChoose={(team) => onChange({ ...filter, team })} />
      <Choice label={say('timeline.byPeriod')} values={periodNames} nameOf={(value) => say(`timeline.period.${value}`)} chosen={period} onChoose={(wanted) => onChange({ ...filter, from: fromOf(wanted) })} />
    </div>
  );
});

type ChoiceProps<Value extends string> = { readonly label: string; readonly values: readonly Value[]; readonly nameOf: (value: Value) => string; readonly chosen: Value | null; readonly onChoose: (value: Value | null) => void };

/** The system's own list: four that are drawn with every customer must cost next to nothing. */
function Choice<Value extends string>({ label, values, nameOf, chosen, onChoose }: ChoiceProps<Value>) {
  return (
    <select className={classes['choice']} aria-label={label} data-chosen={chosen !== null || undefined} value={chosen ?? ''} onChange={(event) => onChoose(values.find((value) => value === event.currentTarget.value) ?? null)}>
      <option value="">{label}</option>
      {values.map((value) => (
        <option key={value} value={value}>
          {nameOf(value)}
        </option>
      ))}
    </select>
  );
}

/** The same all day, so that the question stays the same. */
function today(): number {
  return Math.floor(Date.now() / day) * day;
}

function fromOf(period: Period | null): number | null {
  return period === null ? null : today() - periods[period] * day;
}
