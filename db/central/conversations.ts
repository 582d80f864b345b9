import type { CaseRow } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { MessageRow } from '#domain/conversation/message';
import type { ConversationId, MessageId, TeamId, TenantId } from '#kernel/id';
import type { Reader } from './open';
import { rowOf } from './rows';

/** What a person may look for: their tenant and their teams. */
export type Within = { readonly tenant: TenantId; readonly teams: readonly TeamId[] };

export async function findConversation(db: Reader, { tenant, teams }: Within, id: ConversationId): Promise<ConversationRow | null> {
  const found: unknown = await db('conversations').where({ tenant, id }).whereIn('team', [...teams]).first();
  return found === undefined ? null : rowOf('conversations', found);
}

export async function findCase(db: Reader, { tenant, teams }: Within, id: string): Promise<CaseRow | null> {
  const found: unknown = await db('cases').where({ tenant, id }).whereIn('team', [...teams]).first();
  return found === undefined ? null : rowOf('cases', found);
}

export async function findMessage(db: Reader, { tenant, teams }: Within, id: MessageId): Promise<MessageRow | null> {
  const found: unknown = await db('messages').where({ tenant, id }).whereIn('team', [...teams]).first();
  return found === undefined ? null : rowOf('messages', found);
}

/** The newest messages, oldest first. */
export async function messagesOf(db: Reader, { tenant, teams }: Within, page: { readonly conversation: ConversationId; readonly most: number }): Promise<readonly MessageRow[]> {
  const found: unknown[] = await db('messages').where({ tenant, conversation: page.conversation }).whereIn('team', [...teams]).orderBy('at', 'desc').limit(page.most);
  return found.map((record) => rowOf('messages', record)).toReversed();
}

/** The team that a conversation stands in, for telling the right people; never an answer to a person. */
export async function findTeamOf(db: Reader, tenant: TenantId, id: ConversationId): Promise<TeamId | null> {
  const found = await db('conversations').where({ tenant, id }).first<{ team: TeamId } | undefined>('team');
  return found?.team ?? null;
}
