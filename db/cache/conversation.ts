import { limits } from '#contract/limits';
import type { CaseRow } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { MessageRow } from '#domain/conversation/message';
import type { CustomerRow, IdentityRow } from '#domain/customer/customer';
import type { ConversationId, CustomerId, MessageId } from '#kernel/id';
import { z } from 'zod';
import { isWhole } from './past';
import { readById, readByIds, readRows } from './read-rows';
import { query, type Reader, type Statement } from './sqlite';

export type OpenConversation = {
  readonly conversation: ConversationRow;
  readonly case: CaseRow;
  readonly customer: CustomerRow | null;
  /** Oldest first. */
  readonly messages: readonly MessageRow[];
  /** There are older ones. */
  readonly more: boolean;
};

export async function readConversation(db: Reader, id: ConversationId, limit: number): Promise<OpenConversation | null> {
  const conversation = await readById(db, 'conversations', id);
  const row = conversation && (await readById(db, 'cases', conversation.case));
  if (conversation === null || row === null) return null;
  const customer = await readById(db, 'customers', conversation.customer);
  const messages = await readRows(db, 'messages', newestMessages(id, limit));
  return { conversation, case: row, customer, messages: messages.slice(0, limit).toReversed(), more: messages.length > limit };
}

/** The text of the query; tests look at its plan. */
export function newestMessages(id: ConversationId, limit: number): Statement {
  return { sql: 'select * from messages where "conversation" = ? order by "at" desc, "id" desc limit ?', bindings: [id, limit + 1] };
}

const ids = z.array(z.object({ id: z.string() }));

/** Messages that a pending mutation wrote: they have not left this computer for certain. */
export async function unconfirmedMessages(db: Reader, messages: readonly MessageId[]): Promise<ReadonlySet<string>> {
  const sql = `select "id" from images where "tableName" = 'messages' and "row" is null and "id" in (select "value" from json_each(?))`;
  return new Set(ids.parse(await query(db, { sql, bindings: [JSON.stringify(messages)] })).map(({ id }) => id));
}

export type KnownCustomer = {
  readonly customer: CustomerRow;
  readonly identities: readonly IdentityRow[];
  readonly timeline: readonly { readonly conversation: ConversationRow; readonly case: CaseRow }[];
  /** The server has no older contact. */
  readonly whole: boolean;
};

export async function readCustomer(db: Reader, id: CustomerId): Promise<KnownCustomer | null> {
  const customer = await readById(db, 'customers', id);
  if (customer === null) return null;
  const identities = await readRows(db, 'identities', { sql: 'select * from identities where "customer" = ? order by "kind", "value" limit 50', bindings: [id] });
  const conversations = await readRows(db, 'conversations', {
    sql: 'select * from conversations where "customer" = ? order by "openedAt" desc limit ?',
    bindings: [id, limits.timeline],
  });
  const cases = new Map((await readByIds(db, 'cases', conversations.map((row) => row.case))).map((row) => [row.id, row]));
  const timeline = conversations.flatMap((conversation) => {
    const row = cases.get(conversation.case);
    return row === undefined ? [] : [{ conversation, case: row }];
  });
  return { customer, identities, timeline, whole: await isWhole(db, id) };
}
