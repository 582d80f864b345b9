import { personId, tenantId } from '#contract/ids';
import { agentStates } from '#domain/shift/agent-state';
import type { DayFacts, DaySpan } from '#domain/shift/my-day';
import { channelKinds, firstResponseTarget } from '#domain/channel/channel';
import type { TenantId } from '#kernel/id';
import { z } from 'zod';
import type { Reader, Writer } from './open';

const tenants = z.array(z.object({ tenant: tenantId, zone: z.string().nullable() }));

/** Companies whose people say what they do, each with the zone of its hours. */
export async function companiesAtWork(db: Reader): Promise<readonly { readonly tenant: TenantId; readonly zone: string | null }[]> {
  const answer: { rows: unknown } = await db.raw(
    `select distinct on (state.tenant) state.tenant, hours.hours->>'zone' as zone from agent_states as state left join team_hours as hours on hours.tenant = state.tenant order by state.tenant, hours.team`,
  );
  return tenants.parse(answer.rows);
}

const handled = z.array(z.object({ person: z.string(), count: z.coerce.number() }));
const firsts = z.array(z.object({ person: z.string(), at: z.coerce.number(), dueAt: z.coerce.number(), kind: z.enum(channelKinds) }));
const ratings = z.array(z.object({ person: z.string(), score: z.coerce.number() }));
const stretches = z.array(z.object({ person: personId, state: z.enum(agentStates), began: z.coerce.number(), ended: z.coerce.number().nullable() }));

/** What the people of a company did in a span of time: of those who say what they do. */
export async function dayFacts(db: Reader | Writer, tenant: TenantId, { from, to }: DaySpan): Promise<readonly DayFacts[]> {
  const span = [tenant, from, to];
  const rows = async (sql: string, bindings: readonly (string | number)[] = span): Promise<unknown> => {
    const answer: { rows: unknown } = await db.raw(sql, [...bindings]);
    return answer.rows;
  };
  const ended = handled.parse(await rows(`select part->'event'->>'by' as person, count(distinct talk."case") as count from messages join conversations as talk on talk.tenant = messages.tenant and talk.id = messages.conversation
    where messages.tenant = ? and at >= ? and at < ? and part->>'kind' = 'event' and part->'event'->>'type' in ('resolved', 'rated') and part->'event'->>'type' = 'resolved' group by 1`));
  const answered = firsts.parse(await rows(`select part->>'author' as person, at, talk."firstResponse"->>'dueAt' as "dueAt", talk.kind from messages join conversations as talk on talk.tenant = messages.tenant and talk.id = messages.conversation
    where messages.tenant = ? and at >= ? and at < ? and part->>'kind' = 'outbound' and (talk."firstResponse"->>'at')::bigint = at`));
  const rated = ratings.parse(await rows(`select part->'event'->>'finisher' as person, part->'event'->>'score' as score from messages
    where tenant = ? and at >= ? and at < ? and part->>'kind' = 'event' and part->'event'->>'type' in ('resolved', 'rated') and part->'event'->>'type' = 'rated'`));
  const spent = stretches.parse(await rows('select person, state, began, ended from agent_state_log where tenant = ? and began < ? and coalesce(ended, ?) > ? order by entry', [tenant, to, to, from]));
  return [...new Set(spent.map(({ person }) => person))].map((person): DayFacts => ({
    person,
    handled: ended.find((one) => one.person === person)?.count ?? 0,
    firstResponses: answered.filter((one) => one.person === person).map(({ at, dueAt, kind }) => at - dueAt + firstResponseTarget[kind]),
    ratings: rated.filter((one) => one.person === person).map(({ score }) => score),
    stretches: spent.filter((one) => one.person === person),
  }));
}

/** What is kept of these days. */
export async function keptDays(db: Reader | Writer, tenant: TenantId, ids: readonly string[]): Promise<readonly unknown[]> {
  return db('agent_days').where({ tenant }).whereIn('id', [...ids]);
}
