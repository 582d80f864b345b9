import type { Instant } from '#kernel/instant';

let last: Instant = 0;

/** The server's clock, strictly growing within this process, so that what was written later is never dated earlier. */
export function serverTime(): Instant {
  last = Math.max(Date.now(), last + 1);
  return last;
}
