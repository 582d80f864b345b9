import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader } from './open';

const state = z.object({ failures: z.number(), blockedUntil: z.number() });

export type Tries = z.infer<typeof state>;

/** Counts a try before it is judged, so that many at once do not slip through. `blockedUntil` of a first try says when it was. */
export async function countTry(db: Reader, key: string, now: Instant): Promise<Tries> {
  const rows: unknown[] = await db('sign_in_tries')
    .insert({ key, failures: 1, blockedUntil: now })
    .onConflict('key')
    .merge({ failures: db.raw('sign_in_tries.failures + 1') })
    .returning(['failures', 'blockedUntil']);
  return state.parse(rows[0]);
}

export async function readTries(db: Reader, key: string): Promise<Tries | null> {
  const found: unknown = await db('sign_in_tries').where({ key }).first('failures', 'blockedUntil');
  return found === undefined ? null : state.parse(found);
}

export async function blockUntil(db: Reader, key: string, until: Instant): Promise<void> {
  await db('sign_in_tries').where({ key }).update({ blockedUntil: until });
}

export async function forgetTries(db: Reader, key: string): Promise<void> {
  await db('sign_in_tries').where({ key }).delete();
}
