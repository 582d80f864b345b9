import { day, minute, type Instant } from '#kernel/instant';
import type { OpeningHours } from './plan';
import { isOpen } from './talk';

/** The next moment at which people are there: now, if they are; null if they never are. */
export function nextOpening(hours: OpeningHours, now: Instant): Instant | null {
  if (isOpen(hours, now)) return now;
  const offset = hours.offset * minute;
  const midnight = Math.floor((now + offset) / day) * day - offset;
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    const start = midnight + ahead * day;
    // The first of January 1970 was a Thursday; weeks here begin with Monday.
    const opens = hours.days[(Math.floor((start + offset) / day) + 3) % 7];
    const at = start + (opens?.from ?? 0) * minute;
    if (opens && opens.from < opens.to && at > now) return at;
  }
  return null;
}
