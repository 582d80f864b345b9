import { caseId, conversationId, tenantId } from '#contract/ids';
import type { CaseId, ConversationId, TenantId } from '#kernel/id';
import { z } from 'zod';
import type { Reader, Writer } from './open';

/** A case whose moment has come, named by its company. */
export type Sleeper = { readonly tenant: TenantId; readonly id: CaseId };

/** Every moment is of the database's clock, the only one that all servers share. */
const sqlNow = `(extract(epoch from clock_timestamp()) * 1000)::bigint`;
const sqlUntil = `(state->>'until')::bigint`;

const sleepers = z.array(z.object({ tenant: tenantId, id: caseId }));
const waits = z.tuple([z.object({ wait: z.number().nullable() })]);

/** Whose moment has come, the longest overdue first. */
export async function dueSleepers(db: Reader, limit: number): Promise<readonly Sleeper[]> {
  const answer: { rows: unknown } = await db.raw(`select tenant, id from cases where state->>'status' = 'snoozed' and ${sqlUntil} <= ${sqlNow} order by ${sqlUntil} limit ?`, [limit]);
  return sleepers.parse(answer.rows);
}

/** Milliseconds until the next one wakes; null where none sleeps. */
export async function untilNextWaking(db: Reader): Promise<number | null> {
  const answer: { rows: unknown } = await db.raw(`select (min(${sqlUntil}) - ${sqlNow})::float8 as wait from cases where state->>'status' = 'snoozed'`);
  return waits.parse(answer.rows)[0].wait;
}

const found = z.array(z.object({ conversation: conversationId }));

/**
 * Takes a case in hand whose moment has come: null when it was woken meanwhile, or is in the hand of another process. Else its
 * newest conversation, where the line that tells it stands.
 */
export async function lockSleeper(tx: Writer, { tenant, id }: Sleeper): Promise<ConversationId | null> {
  const answer: { rows: unknown } = await tx.raw(
    `select talk.id as conversation from conversations as talk join cases on cases.tenant = talk.tenant and cases.id = talk."case"
     where cases.tenant = ? and cases.id = ? and cases.state->>'status' = 'snoozed' and (cases.state->>'until')::bigint <= ${sqlNow}
     order by talk."lastMessageAt" desc, talk.id limit 1 for update of talk, cases skip locked`,
    [tenant, id],
  );
  return found.parse(answer.rows)[0]?.conversation ?? null;
}
