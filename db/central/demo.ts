import { conversationId, customerId, dispositionId, personId, teamId } from '#contract/ids';
import { channelKinds } from '#domain/channel/channel';
import { agentStates, type AgentState } from '#domain/shift/agent-state';
import type { DispositionId, PersonId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader } from './open';

export async function hasTenant(db: Reader, tenant: TenantId): Promise<boolean> {
  return (await db('tenants').where({ id: tenant }).first('id')) !== undefined;
}

const unfinished = z.object({
  id: conversationId,
  customer: customerId,
  team: teamId,
  kind: z.enum(channelKinds),
  assignee: personId.nullable(),
  openedAt: z.number(),
  lastMessageAt: z.number(),
  previewFrom: z.enum(['customer', 'agent']),
});

/** A conversation of a case that is not finished. */
export type UnfinishedConversation = z.infer<typeof unfinished>;

export async function unfinishedConversations(db: Reader, tenant: TenantId): Promise<readonly UnfinishedConversation[]> {
  const found: unknown = await db('conversations')
    .join('cases', { 'cases.tenant': 'conversations.tenant', 'cases.id': 'conversations.case' })
    .where({ 'conversations.tenant': tenant })
    .whereRaw(`cases.state->>'status' in ('new', 'open', 'waiting')`)
    .select('conversations.id', 'conversations.customer', 'conversations.team', 'conversations.kind', 'conversations.assignee', 'conversations.openedAt', 'conversations.lastMessageAt', 'conversations.previewFrom');
  return z.array(unfinished).parse(found);
}

const colleague = z.object({ id: personId, teams: z.array(teamId) });

/** Colleagues whom nobody has played since then: no session of theirs was seen. With the teams that they are in now. */
export async function unplayedColleagues(db: Reader, tenant: TenantId, since: Instant): Promise<readonly z.infer<typeof colleague>[]> {
  const found: unknown = await db('people as person')
    .where('person.tenant', tenant)
    .whereNotExists((query) => void query.from('sessions as session').whereRaw('session.tenant = person.tenant and session.person = person.id').whereNull('session.revoked').where('session.seenAt', '>', since))
    .select('person.id', 'person.teams');
  return z.array(colleague).parse(found);
}

const said = z.array(z.object({ id: personId, state: z.enum(agentStates) }));

/** What the people of a company say that they do; who never said anything is not among them. */
export async function statesOf(db: Reader, tenant: TenantId): Promise<ReadonlyMap<PersonId, AgentState>> {
  const found: unknown = await db('agent_states').where({ tenant }).select('id', 'state');
  return new Map(said.parse(found).map(({ id, state }) => [id, state]));
}

/** Outcomes that are said without a word more, everywhere. */
export async function plainOutcomes(db: Reader, tenant: TenantId): Promise<readonly DispositionId[]> {
  const found: unknown = await db('dispositions').where({ tenant, queue: null }).whereRaw(`fields = '[]'::jsonb`).orderBy('place').pluck('id');
  return z.array(dispositionId).parse(found);
}
