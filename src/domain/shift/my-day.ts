import type { PersonId } from '#kernel/id';
import type { Duration, Instant } from '#kernel/instant';
import type { AgentDayRow } from './agent-day';
import { agentStates, type AgentState } from './agent-state';

export type Stretch = { readonly state: AgentState; readonly began: Instant; readonly ended: Instant | null };

/** What one person did in a day. `firstResponses`: how long each took; `ratings`: from 1 to 5. */
export type DayFacts = { readonly person: PersonId; readonly handled: number; readonly firstResponses: readonly Duration[]; readonly ratings: readonly number[]; readonly stretches: readonly Stretch[] };

export type DaySpan = { readonly date: string; readonly from: Instant; readonly to: Instant };

/** The two best of five. */
const satisfiedFrom = 4;

/**
 * The figures of a day. A stretch across midnight belongs to both days, to each with its part. The stretch that lasts is left
 * out: it is added where it is shown, and so a day changes only when something happens.
 */
export function dayOf(facts: DayFacts, span: DaySpan): Omit<AgentDayRow, 'version'> {
  const spent = new Map<AgentState, Duration>();
  let upTo = span.from;
  for (const { state, began, ended } of facts.stretches) {
    const begins = Math.max(began, span.from);
    if (ended === null) {
      upTo = Math.max(upTo, begins);
      continue;
    }
    const ends = Math.min(ended, span.to);
    if (ends > begins) spent.set(state, (spent.get(state) ?? 0) + ends - begins);
    upTo = Math.max(upTo, ends);
  }
  return {
    id: `${facts.person}.${span.date}`,
    person: facts.person,
    date: span.date,
    handled: facts.handled,
    answered: facts.firstResponses.length,
    firstResponse: median(facts.firstResponses),
    rated: facts.ratings.length,
    satisfied: facts.ratings.filter((score) => score >= satisfiedFrom).length,
    spent: Object.fromEntries(spent),
    upTo,
  };
}

export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] ?? upper) + upper) / 2);
}

/** Nobody's day: nothing was done and no time was spent. */
export function isEmptyDay({ handled, answered, rated, spent }: Omit<AgentDayRow, 'version'>): boolean {
  return handled + answered + rated === 0 && Object.keys(spent).length === 0;
}

export type Usual = { readonly days: number; readonly handled: number | null; readonly firstResponse: Duration | null; readonly satisfaction: number | null; readonly worked: Duration | null };

/** States in which a person is at work. */
const worked = agentStates.filter((state) => state !== 'offline' && state !== 'away' && state !== 'lunch' && state !== 'break');

export function workedTime(spent: AgentDayRow['spent']): Duration {
  return worked.reduce((sum, state) => sum + (spent[state] ?? 0), 0);
}

/** The person's own same weekdays before: the median of each figure, and all ratings together. Never anybody else's. */
export function usualOf(days: readonly AgentDayRow[], today: string): Usual {
  const weekday = weekdayOf(today);
  const same = days.filter((day) => day.date < today && weekdayOf(day.date) === weekday && !isEmptyDay(day));
  const rated = same.reduce((sum, day) => sum + day.rated, 0);
  return {
    days: same.length,
    handled: median(same.map((day) => day.handled)),
    firstResponse: median(same.flatMap((day) => day.firstResponse ?? [])),
    satisfaction: rated === 0 ? null : same.reduce((sum, day) => sum + day.satisfied, 0) / rated,
    worked: median(same.map((day) => workedTime(day.spent))),
  };
}

function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}
