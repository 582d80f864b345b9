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
  /** There are newer ones: it was asked for a part before them. */
  readonly newer: boolean;
  /** Messages that a pending mutation wrote: they have not left this computer for certain. */
  readonly unconfirmed: ReadonlySet<MessageId>;
  /** The server has no older message than the copy. */
  readonly whole: boolean;
};

const told = z.array(z.object({ table: z.enum(tableNames), row: z.string(), marked: z.int() }));

/** The messages until this one, or from it on. */
type Edge = { readonly message: MessageId; readonly side: 'until' | 'from' };

/** An edge that is not here any more is none. */
export async function readConversation(db: Reader, id: ConversationId, { limit, edge }: { readonly limit: number; readonly edge?: Edge | undefined }): Promise<OpenConversation | null> {
  const place = edge === undefined ? null : await placeOf(db, id, edge);
  const rows = told.parse(await query(db, openConversation(id, limit, place ?? undefined)));
  const puts = rows.map(({ table, row }) => toldRow(table, row));
  const conversation = puts.find((put) => put.table === 'conversations')?.row;
  const row = puts.find((put) => put.table === 'cases')?.row;
  if (conversation === undefined || row === undefined) return null;
  const customer = puts.find((put) => put.table === 'customers')?.row ?? null;
  const messages = puts.flatMap((put) => (put.table === 'messages' ? [put.row] : []));
  const marked = new Set<string>(puts.filter((_put, place) => rows[place]?.marked === 1).map((put) => put.row.id));
  const unconfirmed = new Set(messages.map((message) => message.id).filter((message) => marked.has(message)));
  const shown = messages.slice(0, limit);
  const isLonger = messages.length > limit;
  const seen = { conversation, case: row, customer, unconfirmed, whole: marked.has(id) };
  if (place === null) return { ...seen, messages: shown.toReversed(), more: isLonger, newer: false };
  if (place.side === 'until') return { ...seen, messages: shown.toReversed(), more: isLonger, newer: place.goesOn };
  return { ...seen, messages: shown, more: place.goesOn, newer: isLonger };
}

type Place = { readonly at: number; readonly id: string; readonly side: Edge['side']; /** There are messages beyond the edge. */ readonly goesOn: boolean };

const edges = z.array(z.object({ at: z.number(), goesOn: z.int() }));

async function placeOf(db: Reader, conversation: ConversationId, { message, side }: Edge): Promise<Place | null> {
  const sqlBeyond = side === 'until' ? '>' : '<';
  const sql = `select edge."at" as "at", exists (select 1 from messages where "conversation" = ?1 and ("at", "id") ${sqlBeyond} (edge."at", edge."id")) as "goesOn"
    from messages as edge where edge."id" = ?2 and edge."conversation" = ?1`;
  const [found] = edges.parse(await query(db, { sql, bindings: [conversation, message] }));
  return found === undefined ? null : { at: found.at, id: message, side, goesOn: found.goesOn === 1 };
}

/** The text of the query; tests look at its plan. One statement: a conversation is read after every step of it. */
export function openConversation(id: ConversationId, limit: number, place?: Omit<Place, 'goesOn'>): Statement {
  const sqlOrder = place?.side === 'from' ? 'asc' : 'desc';
  const sqlWithin = place === undefined ? '' : `and ("at", "id") ${place.side === 'from' ? '>=' : '<='} (?3, ?4)`;
  return {
    sql: `select ${sqlTold('conversations')}, exists (select 1 from whole where whole."id" = ?1) as "marked" from conversations where "id" = ?1
      union all select ${sqlTold('cases')}, 0 from cases where "id" = (select "case" from conversations where "id" = ?1)
      union all select ${sqlTold('customers')}, 0 from customers where "id" = (select "customer" from conversations where "id" = ?1)
      union all select * from (select ${sqlTold('messages')},
        exists (select 1 from images where "tableName" = 'messages' and images."id" = messages."id" and images."row" is null)
        from messages where "conversation" = ?1 ${sqlWithin} order by "at" ${sqlOrder}, "id" ${sqlOrder} limit ?2)`,
    bindings: place === undefined ? [id, limit + 1] : [id, limit + 1, place.at, place.id],
  };
}
