import type { View } from '#contract/requests';
import type { CaseRow } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import { unreachable } from '#kernel/unreachable';
import { searchable } from '#kernel/text';
import type { PersonId } from '#kernel/id';
import { z } from 'zod';
import { readByIds, readRows } from './read-rows';
import { query, type Reader, type Statement } from './sqlite';

export type ListQuestion = { readonly view: View; readonly search: string; readonly limit: number; readonly person: PersonId };
export type ListedConversation = { readonly conversation: ConversationRow; readonly case: CaseRow; readonly customerName: string };

/** The conversations of a view, the next one due first in the queue and newest activity first elsewhere; one more than `limit` when there are more. */
export async function listConversations(db: Reader, question: ListQuestion): Promise<readonly ListedConversation[]> {
  const conversations = await readRows(db, 'conversations', listStatement(question));
  const cases = new Map((await readByIds(db, 'cases', conversations.map((row) => row.case))).map((row) => [row.id, row]));
  const customers = new Map((await readByIds(db, 'customers', conversations.map((row) => row.customer))).map((row) => [row.id, row]));
  return conversations.flatMap((conversation) => {
    const row = cases.get(conversation.case);
    return row === undefined ? [] : [{ conversation, case: row, customerName: customers.get(conversation.customer)?.name ?? '' }];
  });
}

/** A promised first response comes before its moment; who was answered and came back waits since their last message. */
const sqlNextUp = `iif("firstResponse" ->> '$.state' = 'running', "firstResponse" ->> '$.dueAt', "lastMessageAt")`;
const sqlNewest = '"lastMessageAt" desc';
const sqlOrder: Readonly<Record<View, string>> = { queue: sqlNextUp, mine: sqlNewest, all: sqlNewest, closed: sqlNewest, spam: sqlNewest };

/** Looked at for finished ones only, in their order. */
const sqlSpam = `exists (select 1 from cases where cases."id" = conversations."case" and cases."state" ->> '$.spam' is not null)`;

/** The text of the query; tests look at its plan. */
export function listStatement({ view, search, limit, person }: ListQuestion): Statement {
  const sqlView = viewCondition(view, person);
  const sqlSearch = searchCondition(search);
  return {
    sql: `select * from conversations where ${sqlView.sql} ${sqlSearch.sql} order by ${sqlOrder[view]} limit ?`,
    bindings: [...sqlView.bindings, ...sqlSearch.bindings, limit + 1],
  };
}

export type Counts = { readonly mine: number; readonly mineUnread: number; readonly queue: number; readonly all: number };

const counted = z.tuple([z.object({ mine: z.int(), mineUnread: z.int(), queue: z.int(), all: z.int() })]);

/** Unfinished conversations; the index holds them together, so the finished ones cost nothing. */
export async function countConversations(db: Reader, person: PersonId): Promise<Counts> {
  const sql = `select count(*) filter (where "assignee" = ?) as "mine", count(*) filter (where "assignee" = ? and "unread" > 0) as "mineUnread",
    count(*) filter (where "assignee" is null) as "queue", count(*) as "all" from conversations where "finished" = 0`;
  return counted.parse(await query(db, { sql, bindings: [person, person] }))[0];
}

function viewCondition(view: View, person: PersonId): Statement {
  switch (view) {
    case 'mine':
      return { sql: '"finished" = 0 and "assignee" = ?', bindings: [person] };
    case 'queue':
      return { sql: '"finished" = 0 and "assignee" is null', bindings: [] };
    case 'all':
      return { sql: '"finished" = 0', bindings: [] };
    case 'closed':
      return { sql: `"finished" = 1 and not ${sqlSpam}`, bindings: [] };
    case 'spam':
      return { sql: `"finished" = 1 and ${sqlSpam}`, bindings: [] };
    default:
      return unreachable(view);
  }
}

/** Every word must begin a word of the conversation, or of its customer; a number is also a case's number. */
function searchCondition(search: string): Statement {
  const words = searchable(search).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return { sql: '', bindings: [] };
  const match = words.slice(0, 8).map((word) => `"${word}"*`).join(' ');
  const number = words.length === 1 && /^\d{1,12}$/.test(words[0] ?? '') ? Number(words[0]) : -1;
  return {
    sql: `and (rowid in (select rowid from conversation_words where conversation_words match ?)
      or "customer" in (select "id" from customers where rowid in (select rowid from customer_words where customer_words match ?))
      or "customer" in (select "customer" from identities where "value" = ?)
      or "case" in (select "id" from cases where "number" = ?))`,
    bindings: [match, match, search.trim().toLowerCase(), number],
  };
}
