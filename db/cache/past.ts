import type { ConversationRow } from '#domain/conversation/conversation';
import type { MessageRow } from '#domain/conversation/message';
import type { ConversationId, CustomerId, MessageId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { readById, readRows } from './read-rows';
import { query, run, type Reader, type Writer } from './sqlite';

/** A row that the copy holds and before which it lacks others. */
export type Edge<Id> = { readonly at: Instant; readonly id: Id };

/** What is missing here of a conversation: nothing, all of it, or what lies before its oldest message. */
export type Gap = { readonly missing: 'nothing' } | { readonly missing: 'all' } | { readonly missing: 'before'; readonly edge: Edge<MessageId> };

const nothing: Gap = { missing: 'nothing' };

export async function readGap(db: Reader, id: ConversationId): Promise<Gap> {
  const conversation = await readById(db, 'conversations', id);
  if (conversation === null || (await readById(db, 'cases', conversation.case)) === null) return { missing: 'all' };
  const oldest = await oldestMessage(db, id);
  if (!lacksEarlier(conversation, oldest) || (await isWhole(db, id))) return nothing;
  return oldest === null ? { missing: 'all' } : { missing: 'before', edge: { at: oldest.at, id: oldest.id } };
}

/**
 * Whether there may be messages before the oldest confirmed one of the copy, if it is not known to be whole. A conversation
 * begins with its first message, and the stream brings every new one: so a copy lacks only what came before it was made.
 */
export function lacksEarlier(conversation: ConversationRow, oldest: MessageRow | null): boolean {
  return oldest === null || oldest.at > conversation.openedAt;
}

/** What a pending mutation wrote says nothing about what the server has. */
async function oldestMessage(db: Reader, id: ConversationId): Promise<MessageRow | null> {
  const sql = `select * from messages where "conversation" = ?
    and not exists (select 1 from images where "tableName" = 'messages' and images."id" = messages."id" and images."row" is null)
    order by "at", "id" limit 1`;
  return (await readRows(db, 'messages', { sql, bindings: [id] }))[0] ?? null;
}

export async function isWhole(db: Reader, id: CustomerId | ConversationId): Promise<boolean> {
  return (await query(db, { sql: 'select 1 from whole where "id" = ?', bindings: [id] })).length > 0;
}

/** Other scopes make another whole: what the server has of a customer may be more now, or gone from here. */
export async function forgetWhole(tx: Writer): Promise<void> {
  await run(tx, { sql: 'delete from whole where "id" not in (select "id" from conversations)', bindings: [] });
}

export async function markWhole(tx: Writer, id: CustomerId | ConversationId): Promise<void> {
  await run(tx, { sql: 'insert into whole ("id") values (?) on conflict do nothing', bindings: [id] });
}
