import { nextOpeningBy, weekday } from '../hours/calendar';
import type { Instant } from '#kernel/instant';
import type { OpeningHours } from './plan';

/** The next moment at which people are there: now, if they are; null if they never are. */
export function nextOpening({ offset, days }: OpeningHours, now: Instant): Instant | null {
  return nextOpeningBy({ offsetAt: () => offset, spanOf: (dayNumber) => days[weekday(dayNumber)] ?? null }, now);
}
