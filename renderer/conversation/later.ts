import type { macroSnoozes } from '#domain/knowledge/macro';
import { hour, type Instant } from '#kernel/instant';

export type Later = (typeof macroSnoozes)[number];

const morning = 9;
const monday = 1;
const week = 7;

/** A moment in words, by the clock of this computer. */
export function momentOf(later: Later, now: Instant): Instant {
  if (later === 'inTwoHours') return now + 2 * hour;
  const at = new Date(now);
  const days = later === 'tomorrow' ? 1 : later === 'inThreeDays' ? 3 : (monday - at.getDay() + week - 1) % week + 1;
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + days, morning).getTime();
}
