import { timelineKinds, type TimelineFilter } from '#contract/timeline';
import { day } from '#kernel/instant';
import { channelKinds } from '#domain/channel/channel';
import { Select } from '@mantine/core';
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
export function TimelineFilters({ filter, onChange }: Props) {
  const { say } = useText();
  const { teams } = useDirectory();
  const usual = { size: 'xs', clearable: true, comboboxProps: { withinPortal: true } } as const;
  return (
    <div className={classes['filters']} role="group" aria-label={say('timeline.filters')}>
      <Select {...usual} aria-label={say('timeline.byKind')} placeholder={say('timeline.byKind')} data={timelineKinds.map((value) => ({ value, label: say(`timeline.kind.${value}`) }))} value={filter.kind} onChange={(value) => onChange({ ...filter, kind: timelineKinds.find((known) => known === value) ?? null })} />
      <Select {...usual} aria-label={say('timeline.byChannel')} placeholder={say('timeline.byChannel')} data={channelKinds.map((value) => ({ value, label: say(`channel.${value}`) }))} value={filter.channel} onChange={(value) => onChange({ ...filter, channel: channelKinds.find((known) => known === value) ?? null })} />
      <Select {...usual} aria-label={say('timeline.byTeam')} placeholder={say('timeline.byTeam')} data={teams.map(({ id: value, name: label }) => ({ value, label }))} value={filter.team} onChange={(value) => onChange({ ...filter, team: teams.find(({ id }) => id === value)?.id ?? null })} />
      <Select {...usual} aria-label={say('timeline.byPeriod')} placeholder={say('timeline.byPeriod')} data={periodNames.map((value) => ({ value, label: say(`timeline.period.${value}`) }))} value={periodNames.find((name) => filter.from !== null && Math.round((today() - filter.from) / day) === periods[name]) ?? null} onChange={(value) => onChange({ ...filter, from: fromOf(periodNames.find((known) => known === value) ?? null) })} />
    </div>
  );
}

/** The same all day, so that the question stays the same. */
function today(): number {
  return Math.floor(Date.now() / day) * day;
}

function fromOf(period: Period | null): number | null {
  return period === null ? null : today() - periods[period] * day;
}
