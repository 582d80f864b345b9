import { personId, tenantId } from '#contract/ids';
import { minute, type Duration, type Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Agent } from './leases';
import type { Reader, Writer } from './open';

/** Whoever was not heard for this long is at work no longer: longer than a tunnel, a lift or a restart of the system takes. */
export const longestSilence: Duration = 15 * minute;

/** Written down no more often than this. */
const noteEvery: Duration = minute;

/** Of the database's clock, which all servers share. */
const sqlNow = `(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/** Something came from the desks of these people. */
export async function noteHeard(db: Reader, agents: readonly Agent[]): Promise<void> {
  if (agents.length === 0) return;
  const sorted = agents.toSorted((one, other) => (`${one.tenant} ${one.person}` < `${other.tenant} ${other.person}` ? -1 : 1));
  await db.raw(
    `insert into agents_heard as noted (tenant, person, at) select tenant, person, ${sqlNow} from unnest(?::text[], ?::text[]) as heard (tenant, person)
     on conflict (tenant, person) do update set at = excluded.at where noted.at + ? <= excluded.at`,
    [sorted.map(({ tenant }) => tenant), sorted.map(({ person }) => person), noteEvery],
  );
}

const sqlHeard = `greatest(state.since, coalesce(heard.at, 0))`;
const sqlGone = `agent_states as state left join agents_heard as heard on heard.tenant = state.tenant and heard.person = state.id, lease_watch as watch
  where state.state <> 'offline' and ${sqlHeard} + ? <= ${sqlNow} and watch."since" + ? <= ${sqlNow}`;

const gone = z.array(z.object({ tenant: tenantId, person: personId }));

/** People who say that they work, and of whom nothing was heard for long although somebody listened. */
export async function goneAgents(db: Reader, limit: number): Promise<readonly Agent[]> {
  const answer: { rows: unknown } = await db.raw(`select state.tenant, state.id as person from ${sqlGone} limit ?`, [longestSilence, longestSilence, limit]);
  return gone.parse(answer.rows);
}

const heard = z.array(z.object({ at: z.number() }));

/** When the person was heard last; null where they are not gone after all. The row of their state is held. */
export async function lockGone(tx: Writer, { tenant, person }: Agent): Promise<Instant | null> {
  const answer: { rows: unknown } = await tx.raw(`select ${sqlHeard} as at from ${sqlGone} and state.tenant = ? and state.id = ? for update of state skip locked`, [longestSilence, longestSilence, tenant, person]);
  return heard.parse(answer.rows)[0]?.at ?? null;
}
