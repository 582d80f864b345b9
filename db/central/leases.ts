import { caseId, conversationId, personId, tenantId } from '#contract/ids';
import { liveChannels } from '#domain/conversation/end-lease';
import type { PersonRow } from '#domain/access/person';
import type { Lapse } from '#domain/conversation/lapse';
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

/** Whoever left a team is looked at for this long: what was on its way when they left is committed by then. */
const settling: Duration = 30 * second;

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
     on conflict (tenant, person) do update set "until" = greatest(lease."until", excluded."until") where lease."until" >= 0`,
    [leaseGrace, sorted.map(({ tenant }) => tenant), sorted.map(({ person }) => person)],
  );
}

/**
 * Whose teams become fewer, of these people, marks it in their lease: below zero is the moment when they left, and no heartbeat
 * renews it. To be asked before the rows are written.
 */
export async function markLeavers(tx: Writer, tenant: TenantId, next: readonly PersonRow[]): Promise<void> {
  if (next.length === 0) return;
  await tx.raw(
    `insert into agent_leases (tenant, person, "until") select person.tenant, person.id, -${sqlNow}
     from people as person join jsonb_to_recordset(?::jsonb) as next (id text, teams jsonb) on next.id = person.id
     where person.tenant = ? and not person.teams <@ next.teams
     on conflict (tenant, person) do update set "until" = excluded."until"`,
    [JSON.stringify(next.map(({ id, teams }) => ({ id, teams }))), tenant],
  );
}

/** A server is there and could hear. After a gap everybody's silence begins to count anew. */
export async function beat(db: Reader): Promise<void> {
  await db.raw(`update lease_watch set "since" = case when "beatAt" + ? < ${sqlNow} then ${sqlNow} else "since" end, "beatAt" = ${sqlNow}`, [longestGap]);
}

const agents = z.array(z.object({ tenant: tenantId, person: personId }));

/** Whose lease is over, and who could have been heard long enough; and who left a team. */
export async function overdueLeases(db: Reader, limit: number): Promise<readonly Agent[]> {
  const answer: { rows: unknown } = await db.raw(
    `select lease.tenant, lease.person from agent_leases as lease, lease_watch as watch
     where lease."until" <= ${sqlNow} and (lease."until" < 0 or watch."since" + ? <= ${sqlNow}) order by lease."until" limit ?`,
    [leaseGrace, limit],
  );
  return agents.parse(answer.rows);
}

const held = z.array(z.object({ conversation: conversationId, case: caseId }));

export type Held = { readonly conversation: ConversationId; readonly case: CaseId };

const lease = z.object({ until: z.number() });

const sqlOfTheirTeams = `exists (select from people as person where person.tenant = talk.tenant and person.id = talk.assignee and jsonb_exists(person.teams, talk.team))`;

/**
 * Takes a lease that is over in hand: null when it is renewed at this moment, or in the hand of another process. Else what its
 * person holds of live, unfinished conversations, of teams that they left only where it is that, all of it locked; what
 * somebody else works on now is left for the next time.
 */
export async function lockOverdue(tx: Writer, { tenant, person }: Agent, limit: number): Promise<readonly Held[] | null> {
  const found: { rows: unknown[] } = await tx.raw(`select "until" from agent_leases where tenant = ? and person = ? and "until" <= ${sqlNow} for update skip locked`, [tenant, person]);
  if (found.rows.length === 0) return null;
  const sqlWhich = lease.parse(found.rows[0]).until < 0 ? `and not ${sqlOfTheirTeams}` : '';
  const answer: { rows: unknown } = await tx.raw(
    `select talk.id as conversation, "case".id as "case" from conversations as talk join cases as "case" on "case".tenant = talk.tenant and "case".id = talk."case"
     where talk.tenant = ? and talk.assignee = ? and talk.kind = any(?::text[]) and ${sqlUnfinished} ${sqlWhich} order by talk.id limit ? for update of talk, "case" skip locked`,
    [tenant, person, [...liveChannels], limit],
  );
  return held.parse(answer.rows);
}

const sqlHolds = `exists (
  select 1 from conversations as talk join cases as "case" on "case".tenant = talk.tenant and "case".id = talk."case"
  where talk.tenant = lease.tenant and talk.assignee = lease.person and talk.kind = any(?::text[]) and ${sqlUnfinished}`;

/** A lease that holds nothing any more is forgotten; with something left it stays overdue. One of a leaver becomes a lease like others. */
export async function closeLease(tx: Writer, { tenant, person }: Agent): Promise<void> {
  await tx.raw(
    `update agent_leases as lease set "until" = ${sqlNow} + ?
     where lease.tenant = ? and lease.person = ? and lease."until" < 0 and lease."until" + ${sqlNow} >= ? and not ${sqlHolds} and not ${sqlOfTheirTeams})`,
    [leaseGrace, tenant, person, settling, [...liveChannels]],
  );
  await tx.raw(`delete from agent_leases as lease where lease.tenant = ? and lease.person = ? and lease."until" >= 0 and not ${sqlHolds})`, [tenant, person, [...liveChannels]]);
}

const lapses = z.array(z.object({ conversation: conversationId, person: personId, from: z.int(), to: z.int() }));

/** How the last assignment ended in which nothing was heard of the owner; the server's alone. Of conversations that are held. */
export async function readLapses(tx: Writer, tenant: TenantId, ids: readonly ConversationId[]): Promise<ReadonlyMap<ConversationId, Lapse>> {
  const found: unknown = await tx('lapses').where({ tenant }).whereIn('conversation', [...ids]).select('conversation', 'person', 'from', 'to');
  return new Map(lapses.parse(found).map(({ conversation, ...lapse }) => [conversation, lapse]));
}

export async function keepLapses(tx: Writer, tenant: TenantId, kept: ReadonlyMap<ConversationId, Lapse>): Promise<void> {
  if (kept.size === 0) return;
  const rows = Array.from(kept, ([conversation, { person, from, to }]) => ({ tenant, conversation, person, from, to }));
  await tx('lapses').insert(rows).onConflict(['tenant', 'conversation']).merge(['person', 'from', 'to']);
}
