import { tenantId } from '#contract/ids';
import type { TenantId } from '#kernel/id';
import { z } from 'zod';
import type { Reader } from './open';

/** The identity of what this database tells: another one after it was put back to an earlier day. */
export async function epochOf(db: Reader): Promise<string> {
  const row = await db('history').first<{ epoch: string } | undefined>('epoch');
  if (row === undefined) throw new Error('the database has no history');
  return row.epoch;
}

/** Begins a new history, unless another process did: every copy that was made of the old one begins anew. */
export async function renewEpoch(db: Reader, old: string): Promise<void> {
  await db('history').where({ epoch: old }).update({ epoch: db.raw('gen_random_uuid()::text') });
}

const standing = z.object({ epoch: z.string(), seq: z.number(), floor: z.number() });

/** Where a tenant's log stands, and in which history. */
export type LogStanding = z.infer<typeof standing>;

export async function readStanding(db: Reader, tenant: TenantId): Promise<LogStanding> {
  const found: unknown = await db('sync_heads').where({ tenant }).crossJoin(db.raw('history')).first('history.epoch', 'seq', 'floor');
  return standing.parse(found);
}

const headRow = z.object({ tenant: tenantId, seq: z.number() });

export type Head = z.infer<typeof headRow>;

/** Where the log of every tenant stands. */
export async function readHeads(db: Reader): Promise<readonly Head[]> {
  return z.array(headRow).parse(await db('sync_heads').select('tenant', 'seq'));
}
