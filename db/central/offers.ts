import { conversationId, tenantId } from '#contract/ids';
import type { ConversationId, TenantId } from '#kernel/id';
import { z } from 'zod';
import type { Reader, Writer } from './open';

/** A conversation whose offer nobody answered in time, named by its company. */
export type LapsedOffer = { readonly tenant: TenantId; readonly id: ConversationId };

/** Every moment is of the database's clock, the only one that all servers share. */
const sqlNow = `(extract(epoch from clock_timestamp()) * 1000)::bigint`;
const sqlExpires = `(offer->>'expiresAt')::bigint`;
const sqlOpen = `offer->>'expiresAt' is not null and offer->>'ended' is null`;

const lapsed = z.array(z.object({ tenant: tenantId, id: conversationId }));
const waits = z.tuple([z.object({ wait: z.number().nullable() })]);

/** Whose lease is over, the longest first. */
export async function lapsedOffers(db: Reader, limit: number): Promise<readonly LapsedOffer[]> {
  const answer: { rows: unknown } = await db.raw(`select tenant, id from conversations where ${sqlOpen} and ${sqlExpires} <= ${sqlNow} order by ${sqlExpires} limit ?`, [limit]);
  return lapsed.parse(answer.rows);
}

/** Milliseconds until the next lease is over; null where nothing is offered. */
export async function untilNextLapse(db: Reader): Promise<number | null> {
  const answer: { rows: unknown } = await db.raw(`select (min(${sqlExpires}) - ${sqlNow})::float8 as wait from conversations where ${sqlOpen}`);
  return waits.parse(answer.rows)[0].wait;
}

/** Takes such a conversation in hand; false when it was answered meanwhile, or is in the hand of another process. */
export async function lockLapsed(tx: Writer, { tenant, id }: LapsedOffer): Promise<boolean> {
  const answer: { rows: unknown[] } = await tx.raw(`select id from conversations where tenant = ? and id = ? and ${sqlOpen} and ${sqlExpires} <= ${sqlNow} for update skip locked`, [tenant, id]);
  return answer.rows.length > 0;
}
