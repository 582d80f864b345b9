import { day, minute, second, type Duration, type Instant } from '#kernel/instant';
import type { KnownPerson } from './computer-file';

/** Tries without a pause, the first and the longest pause, and the try after which only the server opens this place. */
const freeTries = 3;
const firstPause: Duration = 5 * second;
const longestPause: Duration = 5 * minute;
const mostTries = 10;

/** The most that a server may allow, whatever it says. */
const mostDays = 14;

/** After this the copy of this person is wiped, and only the server opens their place. */
export function isExpired(known: KnownPerson, now: Instant): boolean {
  return now - known.confirmedAt >= Math.min(known.offlineDays, mostDays) * day;
}

export type Tries = Pick<KnownPerson, 'tries' | 'blockedUntil'>;

/** A try counts before it is judged, so that ending the program meanwhile gains nothing. */
export function counted({ tries }: Tries, now: Instant): Tries {
  const next = tries + 1;
  const pause = next < freeTries ? 0 : Math.min(longestPause, firstPause * 2 ** (next - freeTries));
  return { tries: next, blockedUntil: now + pause };
}

export function isSpent({ tries }: Tries): boolean {
  return tries >= mostTries;
}

export const untried: Tries = { tries: 0, blockedUntil: 0 };
