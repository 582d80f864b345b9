import type { Duration, Instant } from '#kernel/instant';
import type { Reader } from './open';

/** Free tries before pauses begin; the first pause, doubled by every try after it, and the longest one. */
export type Patience = { readonly free: number; readonly first: Duration; readonly longest: Duration };

/** More doublings than any patience has, and few enough for the arithmetic. */
const mostDoublings = 30;

/**
 * Counts a try and says whether it may be judged, in one statement: of many at once each sees those before it. One that comes
 * during a pause is not counted. `blockedUntil` of a first try says when it was: no pause, whatever the clocks of others say.
 */
export async function takeTry(db: Reader, { key, now }: { readonly key: string; readonly now: Instant }, { free, first, longest }: Patience): Promise<boolean> {
  const taken: { rows: unknown[] } = await db.raw(
    `insert into sign_in_tries as tries (key, failures, "blockedUntil") values (:key, 1, :now)
     on conflict (key) do update set failures = tries.failures + 1, "blockedUntil" = case when tries.failures + 1 < :free then tries."blockedUntil"
       else :now::bigint + least(:longest::bigint, :first::bigint * (1::bigint << least(tries.failures + 1 - :free, :doublings)::int)) end
     where tries.failures < :free or tries."blockedUntil" <= :now returning 1`,
    { key, now, free, first, longest, doublings: mostDoublings },
  );
  return taken.rows.length > 0;
}

export async function forgetTries(db: Reader, key: string): Promise<void> {
  await db('sign_in_tries').where({ key }).delete();
}
