import type { WatchOutput } from '#contract/requests';
import type { AgentDayRow } from '#domain/shift/agent-day';
import { usualOf, type Usual } from '#domain/shift/my-day';
import type { Instant } from '#kernel/instant';
import { useMinute } from '../kit/clock';
import { useLive } from '../kit/live';

export type MyFigures = { readonly today: AgentDayRow; readonly usual: Usual; /** Same weekdays before, oldest first. */ readonly before: readonly AgentDayRow[] };

/** Today's figures with the state that lasts, beside the person's own same weekdays; null where there is nothing yet. */
export function useMyFigures(): MyFigures | null {
  const days = useLive('myDays', {});
  const shift = useLive('shift', {});
  const now = useMinute();
  const latest = days?.[0];
  if (days === undefined || latest === undefined) return null;
  const date = localDate(now);
  const today = latest.date >= date ? latest : { ...latest, date, handled: 0, answered: 0, firstResponse: null, rated: 0, satisfied: 0, spent: {}, upTo: now };
  const weekday = new Date(`${today.date}T00:00:00Z`).getUTCDay();
  const before = days.filter((day) => day.date < today.date && new Date(`${day.date}T00:00:00Z`).getUTCDay() === weekday).toReversed();
  return { today: withLasting(today, shift ?? null, now), usual: usualOf(days, today.date), before };
}

/** The state that lasts is not in the day yet. */
function withLasting(day: AgentDayRow, shift: WatchOutput<'shift'>, now: Instant): AgentDayRow {
  if (shift?.since === undefined || shift.since === null) return day;
  const lasts = Math.max(0, now - Math.max(day.upTo, shift.since));
  return { ...day, spent: { ...day.spent, [shift.state]: (day.spent[shift.state] ?? 0) + lasts } };
}

function localDate(at: Instant): string {
  return new Date(at).toLocaleDateString('en-CA');
}

export function satisfactionOf({ rated, satisfied }: AgentDayRow): number | null {
  return rated === 0 ? null : satisfied / rated;
}

