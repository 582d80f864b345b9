import { day, minute, type Instant } from '#kernel/instant';

/** Minutes of a day, from midnight. */
export type Span = { readonly from: number; readonly to: number };

/** When people are there, by a clock on their wall. Days are counted from the first of January 1970 of that wall. */
export type Calendar = {
  /** By how many minutes that wall is ahead of UTC at a moment. */
  readonly offsetAt: (moment: Instant) => number;
  readonly spanOf: (dayNumber: number) => Span | null;
};

/** The first of January 1970 was a Thursday; weeks here begin with Monday. */
export function weekday(dayNumber: number): number {
  return (((dayNumber + 3) % 7) + 7) % 7;
}

export function isOpenBy({ offsetAt, spanOf }: Calendar, now: Instant): boolean {
  const local = now + offsetAt(now) * minute;
  const today = Math.floor(local / day);
  const span = spanOf(today);
  const ofDay = (local - today * day) / minute;
  return span !== null && ofDay >= span.from && ofDay < span.to;
}

/** A year of holidays is no opening any more. */
const horizon = 366;

/** The next moment at which people are there: now, if they are; null if they never are. */
export function nextOpeningBy(calendar: Calendar, now: Instant): Instant | null {
  if (isOpenBy(calendar, now)) return now;
  const today = Math.floor((now + calendar.offsetAt(now) * minute) / day);
  for (let ahead = 0; ahead <= horizon; ahead += 1) {
    const span = calendar.spanOf(today + ahead);
    if (span === null || span.from >= span.to) continue;
    const at = momentOf(calendar, (today + ahead) * day + span.from * minute);
    if (at > now) return at;
  }
  return null;
}

/** The moment at which the wall shows this; the second look is for the night in which the clock is moved. */
function momentOf({ offsetAt }: Calendar, local: number): Instant {
  return local - offsetAt(local - offsetAt(local) * minute) * minute;
}
