import { caseId, conversationId, personId, tenantId } from '#contract/ids';
import { liveChannels } from '#domain/conversation/end-lease';
import { second, minute, type Duration } from '#kernel/instant';
import type { CaseId, ConversationId, PersonId, TenantId } from '#kernel/id';
import { z } from 'zod';
import type { Reader, Writer } from './open';

/** A person of whom something may be heard. */
export type Agent = { readonly tenant: TenantId; readonly person: PersonId };

/**
 * A lease lives this long after its person was last heard. A desk that lost its road is given up by its server after 25 s of
 * silence and knocks again at least every 20 s; the rest is for a restart of the program or of the computer. A customer in a chat
 * waits no longer than that for somebody who cannot answer.
 */
export const leaseGrace: Duration = 90 * second;

/** After this long without any server's beat nobody could have been heard, and nobody's silence counts. */
const longestGap: Duration = minute / 2;

/** Every moment of a lease is of the database's clock, the only one that all servers share. */
const sqlNow = `(extract(epoch from clock_timestamp()) * 1000)::bigint`;

const sqlUnfinished = `"case".state->>'status' not in ('resolved', 'closed')`;

/** These were heard, or were given something to hold. */
export async function grantLeases(db: Reader | Writer, agents: readonly Agent[]): Promise<void> {
  if (agents.length === 0) return;
  // In one order for everybody.
  const sorted = agents.toSorted((one, other) => (`${one.tenant} ${one.person}` < `${other.tenant} ${other.person}` ? -1 : 1));
  await db.raw(
    `insert into agent_leases as lease (tenant, person, "until") select tenant, person, ${sqlNow} + ? from unnest(?::text[], ?::text[]) as heard (tenant, person)
     on conflict (tenant, person) do update set "until" = greatest(lease."until", excluded."until")`,
    [leaseGrace, sorted.map(({ tenant }) => tenant), sorted.map(({ person }) => person)],
  );
}

/** A server is there and could hear. After a gap everybody's silence begins to count anew. */
export async function beat(db: Reader): Promise<void> {
  await db.raw(`update lease_watch set "since" = case when "beatAt" + ? < ${sqlNow} then ${sqlNow} else "since" end, "beatAt" = ${sqlNow}`, [longestGap]);
}

const agents = z.array(z.object({ tenant: tenantId, person: personId }));

/** Whose lease is over, and who could have been heard long enough. */
export async function overdueLeases(db: Reader, limit: number): Promise<readonly Agent[]> {
  const answer: { rows: unknown } = await db.raw(
    `select lease.tenant, lease.person from agent_leases as lease, lease_watch as watch
     where lease."until" <= ${sqlNow} and watch."since" + ? <= ${sqlNow} order by lease."until" limit ?`,
    [leaseGrace, limit],
  );
  return agents.parse(answer.rows);
}

const held = z.array(z.object({ conversation: conversationId, case: caseId }));

export type Held = { readonly conversation: ConversationId; readonly case: CaseId };

/**
 * Takes a lease that is over in hand: null when it is renewed at this moment, or in the hand of another process. Else what its
 * person holds of live, unfinished conversations, all of it locked; what somebody else works on now is left for the next time.
 */
export async function lockOverdue(tx: Writer, { tenant, person }: Agent, limit: number): Promise<readonly Held[] | null> {
  const lease: { rows: unknown[] } = await tx.raw(`select 1 from agent_leases where tenant = ? and person = ? and "until" <= ${sqlNow} for update skip locked`, [tenant, person]);
  if (lease.rows.length === 0) return null;
  const answer: { rows: unknown } = await tx.raw(
    `select talk.id as conversation, "case".id as "case" from conversations as talk join cases as "case" on "case".tenant = talk.tenant and "case".id = talk."case"
     where talk.tenant = ? and talk.assignee = ? and talk.kind = any(?::text[]) and ${sqlUnfinished} order by talk.id limit ? for update of talk, "case" skip locked`,
    [tenant, person, [...liveChannels], limit],
  );
  return held.parse(answer.rows);
}

/** A lease that holds nothing any more is forgotten; with something left it stays overdue. */
export async function closeLease(tx: Writer, { tenant, person }: Agent): Promise<void> {
  await tx.raw(
    `delete from agent_leases as lease where lease.tenant = ? and lease.person = ? and not exists (
       select 1 from conversations as talk join cases as "case" on "case".tenant = talk.tenant and "case".id = talk."case"
       where talk.tenant = lease.tenant and talk.assignee = lease.person and talk.kind = any(?::text[]) and ${sqlUnfinished})`,
    [tenant, person, [...liveChannels]],
  );
}
