import { weekday, type Calendar } from '../hours/calendar';
import type { OpeningHours } from './plan';

/** Hours that are the same every week, by a clock that is never moved. */
export function weekCalendar({ offset, days }: OpeningHours): Calendar {
  return { offsetAt: () => offset, spanOf: (dayNumber) => days[weekday(dayNumber)] ?? null };
}
