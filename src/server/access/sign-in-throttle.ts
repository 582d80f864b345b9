import { blockUntil, countTry, forgetTries, readTries } from '#db/central/sign-in-tries';
import type { Reader } from '#db/central/open';
import { minute, second, type Instant } from '#kernel/instant';
import { createHash } from 'node:crypto';

/** Tries of one account from one address; outsiders elsewhere cannot lock the account. Kept without the address itself. */
export function tryKey(email: string, address: string): string {
  return createHash('sha256').update(`${email}\n${address}`).digest('hex');
}

/** Free tries before pauses begin, and the longest pause; about 90 tries a day remain to a guesser. */
const free = 5;
const longestPause = 15 * minute;

export async function mayTry(db: Reader, key: string, now: Instant): Promise<boolean> {
  const before = await readTries(db, key);
  if (before !== null && before.blockedUntil > now) return false;
  const { failures } = await countTry(db, key, now);
  if (failures >= free) await blockUntil(db, key, now + Math.min(longestPause, second * 2 ** (failures - free)));
  return true;
}

export async function succeeded(db: Reader, key: string): Promise<void> {
  await forgetTries(db, key);
}
