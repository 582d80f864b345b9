import { sortIn, type View } from '#contract/list';
import type { CaseRow } from '#domain/conversation/case';
import { priorities } from '#domain/conversation/priority';
import type { FilterConditions, Sort } from '#domain/conversation/saved-filter';
import type { ConversationRow } from '#domain/conversation/conversation';
import { unreachable } from '#kernel/unreachable';
import { searchable } from '#kernel/text';
import type { CustomerId, PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import { sqlOffered } from './offers';
import { readByIds, readRows } from './read-rows';
import { query, type Reader, type Statement } from './sqlite';

/** `where`: narrows the view down. `now`: the server's time, by which what was put off is asleep. */
export type ListQuestion = { readonly view: View; readonly search: string; readonly limit: number; readonly sort?: Sort | undefined; readonly customer?: CustomerId | undefined; readonly where?: FilterConditions | undefined; readonly person: PersonId; readonly now: Instant };
export type ListedConversation = { readonly conversation: ConversationRow; readonly case: CaseRow; readonly customerName: string };

/** The conversations of a view in the order that was asked for; one more than `limit` when there are more. */
export async function listConversations(db: Reader, question: ListQuestion): Promise<readonly ListedConversation[]> {
  const conversations = await readRows(db, 'conversations', listStatement(question));
  const cases = new Map((await readByIds(db, 'cases', conversations.map((row) => row.case))).map((row) => [row.id, row]));
  const customers = new Map((await readByIds(db, 'customers', conversations.map((row) => row.customer))).map((row) => [row.id, row]));
  return conversations.flatMap((conversation) => {
    const row = cases.get(conversation.case);
    return row === undefined ? [] : [{ conversation, case: row, customerName: customers.get(conversation.customer)?.name ?? '' }];
  });
}

/** A promised first response comes before its moment; who was answered and came back waits since their last message; who has our answer does not wait. */
const sqlDue = `iif("firstResponse" ->> '$.state' = 'running', "firstResponse" ->> '$.dueAt', "lastMessageAt" + iif("previewFrom" = 'customer', 0, 10000000000000))`;
const sqlOrder: Readonly<Record<Sort, string>> = {
  due: sqlDue,
  waiting: `iif("previewFrom" = 'customer', 0, 1), "lastMessageAt"`,
  priority: `"rank", ${sqlDue}`,
  newest: '"lastMessageAt" desc',
  oldest: '"lastMessageAt"',
  waking: '"wakeAt"',
};

/** Looked at for finished ones only, in their order. */
const sqlSpam = `exists (select 1 from cases where cases."id" = conversations."case" and cases."state" ->> '$.spam' is not null)`;

/** The text of the query; tests look at its plan. */
export function listStatement(question: ListQuestion): Statement {
  const { view, search, limit, sort } = question;
  const sqlView = viewCondition(question);
  const sqlSearch = searchCondition(search);
  const sqlWhere = filterCondition(question.where);
  return {
    sql: `select * from conversations where ${sqlView.sql} ${sqlWhere.sql} ${sqlSearch.sql} order by ${sqlOrder[sortIn(view, sort)]} limit ?`,
    bindings: [...sqlView.bindings, ...sqlWhere.bindings, ...sqlSearch.bindings, limit + 1],
  };
}

export type Counts = { readonly mine: number; readonly mineUnread: number; readonly waiting: number; readonly snoozed: number; readonly offered: number; readonly queue: number; readonly all: number };

const counted = z.tuple([z.object({ mine: z.int(), mineUnread: z.int(), waiting: z.int(), snoozed: z.int(), offered: z.int(), queue: z.int(), all: z.int() })]);

/** Unfinished conversations, counted in an index that holds together all that is asked of them: the finished ones cost nothing. */
export function countStatement({ person, now }: Pick<ListQuestion, 'person' | 'now'>): Statement {
  const sqlMine = '"assignee" = ?1';
  const sqlUp = '("wakeAt" is null or "wakeAt" <= ?2)';
  const sql = `select count(*) filter (where ${sqlMine} and ${sqlUp}) as "mine", count(*) filter (where ${sqlMine} and ${sqlUp} and "unread" > 0) as "mineUnread",
    count(*) filter (where ${sqlMine} and "status" = 'waiting') as "waiting", count(*) filter (where (${sqlMine} or "assignee" is null) and "wakeAt" > ?2) as "snoozed",
    count(*) filter (where "assignee" is null and ${sqlUp}) as "queue", count(*) as "all",
    (select count(*) from conversations where ${sqlOffered} and "offer" ->> '$.to' = ?1) as "offered" from conversations where "finished" = 0`;
  return { sql, bindings: [person, now] };
}

export async function countConversations(db: Reader, asker: Pick<ListQuestion, 'person' | 'now'>): Promise<Counts> {
  return counted.parse(await query(db, countStatement(asker)))[0];
}

/** When the next of them wakes; null where none sleeps. */
export async function nextWaking(db: Reader, now: Instant): Promise<Instant | null> {
  const sql = 'select min("wakeAt") as "at" from conversations where "finished" = 0 and "wakeAt" > ?';
  return z.tuple([z.object({ at: z.number().nullable() })]).parse(await query(db, { sql, bindings: [now] }))[0].at;
}

/** How many a filter lets through, counted up to a bound. */
export async function countFiltered(db: Reader, question: Asked & Pick<ListQuestion, 'where'>, most: number): Promise<number> {
  const sqlView = viewCondition(question);
  const sqlWhere = filterCondition(question.where);
  const sqlText = searchCondition(question.where?.text ?? '');
  const sql = `select count(*) as "n" from (select 1 from conversations where ${sqlView.sql} ${sqlWhere.sql} ${sqlText.sql} limit ?)`;
  return z.tuple([z.object({ n: z.int() })]).parse(await query(db, { sql, bindings: [...sqlView.bindings, ...sqlWhere.bindings, ...sqlText.bindings, most] }))[0].n;
}

/** Of each kind one of the named, or any where none is named. The words are a search like any other. */
function filterCondition(where: FilterConditions | undefined): Statement {
  if (where === undefined) return { sql: '', bindings: [] };
  const sqlOneOf = (sqlColumn: string): string => `and ${sqlColumn} in (select "value" from json_each(?))`;
  const parts: readonly (readonly [string, readonly (string | number)[]])[] = [
    [sqlOneOf('"kind"'), where.kinds],
    [sqlOneOf('"queue"'), where.queues],
    [sqlOneOf('"rank"'), where.priorities.map((one) => priorities.length - 1 - priorities.indexOf(one))],
    ['and exists (select 1 from cases, json_each(cases."tags") as tag where cases."id" = conversations."case" and tag."value" in (select "value" from json_each(?)))', where.tags],
  ];
  const named = parts.filter(([, values]) => values.length > 0);
  return { sql: named.map(([sqlPart]) => sqlPart).join(' '), bindings: named.map(([, values]) => JSON.stringify(values)) };
}

const sqlAwake = '("wakeAt" is null or "wakeAt" <= ?)';

type Asked = Pick<ListQuestion, 'view' | 'person' | 'now' | 'customer'>;

function viewCondition({ view, person, now, customer }: Asked): Statement {
  switch (view) {
    case 'mine':
      return { sql: `"finished" = 0 and "assignee" = ? and ${sqlAwake}`, bindings: [person, now] };
    case 'offered':
      return { sql: `${sqlOffered} and "offer" ->> '$.to' = ?`, bindings: [person] };
    case 'waiting':
      return { sql: `"finished" = 0 and "assignee" = ? and "status" = 'waiting'`, bindings: [person] };
    case 'snoozed':
      return { sql: `"finished" = 0 and "wakeAt" > ? and ("assignee" is null or "assignee" = ?)`, bindings: [now, person] };
    case 'queue':
      return { sql: `"finished" = 0 and "assignee" is null and ${sqlAwake}`, bindings: [now] };
    case 'all':
      return { sql: '"finished" = 0', bindings: [] };
    case 'closed':
      return { sql: `"finished" = 1 and not ${sqlSpam}`, bindings: [] };
    case 'spam':
      return { sql: `"finished" = 1 and ${sqlSpam}`, bindings: [] };
    case 'customer':
      return { sql: '"customer" = ?', bindings: [customer ?? ''] };
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
