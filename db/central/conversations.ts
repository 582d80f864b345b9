import type { CaseRow } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { MessageRow } from '#domain/conversation/message';
import type { ConversationId, CustomerId, MessageId, TeamId, TenantId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { Knex } from 'knex';
import type { Reader } from './open';
import { rowOf, type Within } from './rows';

export async function findConversation(db: Reader, { tenant, teams }: Within, id: ConversationId): Promise<ConversationRow | null> {
  const found: unknown = await db('conversations').where({ tenant, id }).whereIn('team', [...teams]).first();
  return found === undefined ? null : rowOf('conversations', found);
}

export async function findMessage(db: Reader, { tenant, teams }: Within, id: MessageId): Promise<MessageRow | null> {
  const found: unknown = await db('messages').where({ tenant, id }).whereIn('team', [...teams]).first();
  return found === undefined ? null : rowOf('messages', found);
}

/** A row that ends a page: what is older follows. */
export type Edge<Id> = { readonly at: Instant; readonly id: Id };

export type MessagePage = { readonly conversation: ConversationId; readonly before: Edge<MessageId> | null; readonly most: number };

/** The newest messages, or those right before an edge, newest first. */
export async function messagesOf(db: Reader, { tenant, teams }: Within, page: MessagePage): Promise<readonly MessageRow[]> {
  const found: unknown[] = await db('messages')
    .where({ tenant, conversation: page.conversation })
    .whereIn('team', [...teams])
    .where(before('at', page.before))
    .orderBy([{ column: 'at', order: 'desc' }, { column: 'id', order: 'desc' }])
    .limit(page.most);
  return found.map((record) => rowOf('messages', record));
}

export type ContactPage = { readonly customer: CustomerId; readonly before: Edge<ConversationId> | null; readonly most: number };

/** A customer's newest conversations in these teams, or those right before an edge, newest first. */
export async function contactsOf(db: Reader, { tenant, teams }: Within, page: ContactPage): Promise<readonly ConversationRow[]> {
  const found: unknown[] = await db('conversations')
    .where({ tenant, customer: page.customer })
    .whereIn('team', [...teams])
    .where(before('openedAt', page.before))
    .orderBy([{ column: 'openedAt', order: 'desc' }, { column: 'id', order: 'desc' }])
    .limit(page.most);
  return found.map((record) => rowOf('conversations', record));
}

export async function casesOf(db: Reader, { tenant, teams }: Within, conversations: readonly ConversationRow[]): Promise<readonly CaseRow[]> {
  const ids = [...new Set(conversations.map((conversation) => conversation.case))];
  const found: unknown[] = await db('cases').where({ tenant }).whereIn('id', ids).whereIn('team', [...teams]);
  return found.map((record) => rowOf('cases', record));
}

/** Two rows of one moment are told apart by their ids. */
function before(time: 'at' | 'openedAt', edge: Edge<string> | null): (where: Knex.QueryBuilder) => void {
  return (where) => {
    if (edge === null) return;
    void where.where(time, '<', edge.at).orWhere((same) => void same.where(time, edge.at).where('id', '<', edge.id));
  };
}

/** The team that a conversation stands in, for telling the right people; never an answer to a person. */
export async function findTeamOf(db: Reader, tenant: TenantId, id: ConversationId): Promise<TeamId | null> {
  const found = await db('conversations').where({ tenant, id }).first<{ team: TeamId } | undefined>('team');
  return found?.team ?? null;
}
