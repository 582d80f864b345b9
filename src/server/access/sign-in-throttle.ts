import { forgetTries, takeTry, type Patience } from '#db/central/sign-in-tries';
import type { Reader } from '#db/central/open';
import { minute, second, type Instant } from '#kernel/instant';
import { createHash } from 'node:crypto';

/** Tries of one account from one address; outsiders elsewhere cannot lock the account. Kept without the address itself. */
export function tryKey(email: string, address: string): string {
  return createHash('sha256').update(`${email}\n${address}`).digest('hex');
}

/** About 90 tries a day remain to a guesser. */
const patience: Patience = { free: 5, first: second, longest: 15 * minute };

export async function mayTry(db: Reader, key: string, now: Instant): Promise<boolean> {
  return takeTry(db, { key, now }, patience);
}

export async function succeeded(db: Reader, key: string): Promise<void> {
  await forgetTries(db, key);
}
