import { lockNumbers } from './lock-numbers';
import type { Central } from './open';

/** Held by whoever numbers, for as long as its connection lives. */
export const leaderLock = lockNumbers.leader;

const marks = { leader: lockNumbers.orderedByLeader, head: lockNumbers.orderedByHead } as const;

type OrderName = keyof typeof marks;

/** Two ways of numbering in one database would break the order of both. */
class MixedOrderError extends Error {
  override readonly name = 'MixedOrderError';
}

/** Shows, for as long as the connection lives, how a process orders the log. */
export function marking(order: OrderName): string {
  const sqlMark = marks[order];
  return `select pg_advisory_lock_shared(${sqlMark})`;
}

/** Throws where a process that orders in that way is connected. */
export async function refuseOther(db: Central, other: OrderName): Promise<void> {
  const held: { rows: readonly unknown[] } = await db.raw(
    `select from pg_locks where locktype = 'advisory' and objid = ? and database = (select oid from pg_database where datname = current_database()) limit 1`,
    [marks[other]],
  );
  if (held.rows.length > 0) throw new MixedOrderError();
}
