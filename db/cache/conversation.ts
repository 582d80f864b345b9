import { tableNames } from '#contract/rows';
import type { CaseRow } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { MessageRow } from '#domain/conversation/message';
import type { CustomerRow } from '#domain/customer/customer';
import type { ConversationId, MessageId } from '#kernel/id';
import { z } from 'zod';
import { query, type Reader, type Statement } from './sqlite';
import { sqlTold, toldRow } from './told-rows';

export type OpenConversation = {
  readonly conversation: ConversationRow;
  readonly case: CaseRow;
  readonly customer: CustomerRow | null;
  /** Oldest first. */
  readonly messages: readonly MessageRow[];
  /** There are older ones. */
  readonly more: boolean;
  /** Messages that a pending mutation wrote: they have not left this computer for certain. */
  readonly unconfirmed: ReadonlySet<MessageId>;
  /** The server has no older message than the copy. */
  readonly whole: boolean;
};

const told = z.array(z.object({ table: z.enum(tableNames), row: z.string(), marked: z.int() }));

export async function readConversation(db: Reader, id: ConversationId, limit: number): Promise<OpenConversation | null> {
  const rows = told.parse(await query(db, openConversation(id, limit)));
  const puts = rows.map(({ table, row }) => toldRow(table, row));
  const conversation = puts.find((put) => put.table === 'conversations')?.row;
  const row = puts.find((put) => put.table === 'cases')?.row;
  if (conversation === undefined || row === undefined) return null;
  const customer = puts.find((put) => put.table === 'customers')?.row ?? null;
  const messages = puts.flatMap((put) => (put.table === 'messages' ? [put.row] : []));
  const marked = new Set<string>(puts.filter((_put, place) => rows[place]?.marked === 1).map((put) => put.row.id));
  const unconfirmed = new Set(messages.map((message) => message.id).filter((message) => marked.has(message)));
  return { conversation, case: row, customer, messages: messages.slice(0, limit).toReversed(), more: messages.length > limit, unconfirmed, whole: marked.has(id) };
}

/** The text of the query; tests look at its plan. One statement: a conversation is read after every step of it. */
export function openConversation(id: ConversationId, limit: number): Statement {
  return {
    sql: `select ${sqlTold('conversations')}, exists (select 1 from whole where whole."id" = ?1) as "marked" from conversations where "id" = ?1
      union all select ${sqlTold('cases')}, 0 from cases where "id" = (select "case" from conversations where "id" = ?1)
      union all select ${sqlTold('customers')}, 0 from customers where "id" = (select "customer" from conversations where "id" = ?1)
      union all select * from (select ${sqlTold('messages')},
        exists (select 1 from images where "tableName" = 'messages' and images."id" = messages."id" and images."row" is null)
        from messages where "conversation" = ?1 order by "at" desc, "id" desc limit ?2)`,
    bindings: [id, limit + 1],
  };
}
