import { limits } from '#contract/limits';
import { contactStub, type ContactStub, type TimelineFilter, type TimelineItem, type TimelineKind } from '#contract/timeline';
import type { ConversationId, CustomerId } from '#kernel/id';
import { markWhole } from './past';
import { conversationId, messageId } from '#contract/ids';
import { z } from 'zod';
import { stored } from './damage';
import { readByIds, readRows } from './read-rows';
import { query, run, type Reader, type Statement, type Writer } from './sqlite';

export type TimelineQuestion = { readonly customer: CustomerId; readonly filter: TimelineFilter; readonly before: { readonly at: number; readonly id: string } | null };

/** One page, newest first: of each kind no more is read than the page may hold. */
export async function readTimeline(db: Reader, question: TimelineQuestion): Promise<{ readonly items: TimelineItem[]; readonly more: boolean }> {
  const found = await Promise.all([conversations(db, question), notes(db, question), ratings(db, question), orders(db, question), stubs(db, question)]);
  const sorted = found.flat().toSorted((one, other) => other.at - one.at || (one.id < other.id ? 1 : -1));
  return { items: sorted.slice(0, limits.timelinePage), more: sorted.length > limits.timelinePage };
}

type Source = { readonly select: string; readonly at: string; readonly id: string; readonly and?: string };

const sqlPlace = 'and (? is null or "kind" = ?) and (? is null or "team" = ?)';

/** Where each kind is read. */
const sources: Readonly<Record<TimelineKind, Source>> = {
  conversation: { select: 'select * from conversations', at: '"lastMessageAt"', id: '"id"', and: sqlPlace },
  note: { select: 'select * from customer_notes', at: '"at"', id: '"id"' },
  rating: { select: 'select "message", "conversation", "at", "score" from ratings', at: '"at"', id: '"message"' },
  order: { select: 'select * from orders', at: '"placedAt"', id: '"id"' },
  stub: { select: 'select "id", "at", "kind" as "channel", "team", "topic", "status" from stubs', at: '"at"', id: '"id"', and: sqlPlace },
};

/** What a kind is asked for: after the edge of the page before, newest first. */
export function timelineStatement({ customer, filter, before }: TimelineQuestion, kind: TimelineKind): Statement {
  const { select, at, id, and = '' } = sources[kind];
  const sqlSelect = select;
  const sqlAt = at;
  const sqlId = id;
  const sqlAnd = and;
  return {
    sql: `${sqlSelect} where "customer" = ? and (${sqlAt}, ${sqlId}) < (?, ?) and ${sqlAt} >= ? ${sqlAnd} order by ${sqlAt} desc, ${sqlId} desc limit ?`,
    bindings: [customer, before?.at ?? Number.MAX_SAFE_INTEGER, before?.id ?? '', filter.from ?? 0, ...bindingsOf(and, filter), limits.timelinePage + 1],
  };
}

function bindingsOf(and: string, { channel, team }: TimelineFilter): (string | null)[] {
  return and === '' ? [] : [channel, channel, team, team];
}

/** Notes and orders belong to no channel and no team. */
function asks({ filter }: TimelineQuestion, kind: TimelineKind): boolean {
  if (filter.kind !== null && filter.kind !== kind) return false;
  return kind === 'conversation' || kind === 'stub' || (filter.channel === null && filter.team === null);
}

async function conversations(db: Reader, question: TimelineQuestion): Promise<readonly TimelineItem[]> {
  if (!asks(question, 'conversation')) return [];
  const rows = await readRows(db, 'conversations', timelineStatement(question, 'conversation'));
  const cases = new Map((await readByIds(db, 'cases', rows.map((row) => row.case))).map((row) => [row.id, row]));
  return rows.flatMap((row): readonly TimelineItem[] => {
    const owning = cases.get(row.case);
    return owning === undefined ? [] : [{ kind: 'conversation', id: row.id, at: row.lastMessageAt, conversation: row, case: owning }];
  });
}

async function notes(db: Reader, question: TimelineQuestion): Promise<readonly TimelineItem[]> {
  if (!asks(question, 'note')) return [];
  const rows = await readRows(db, 'customer_notes', timelineStatement(question, 'note'));
  return rows.map((note) => ({ kind: 'note', id: note.id, at: note.at, note }));
}

async function orders(db: Reader, question: TimelineQuestion): Promise<readonly TimelineItem[]> {
  if (!asks(question, 'order')) return [];
  const rows = await readRows(db, 'orders', timelineStatement(question, 'order'));
  return rows.map((order) => ({ kind: 'order', id: order.id, at: order.placedAt, order }));
}

const rated = z.array(z.object({ message: messageId, conversation: conversationId, at: z.number(), score: z.int() }));

async function ratings(db: Reader, question: TimelineQuestion): Promise<readonly TimelineItem[]> {
  if (!asks(question, 'rating')) return [];
  const found = await query(db, timelineStatement(question, 'rating'));
  return stored(() => rated.parse(found)).map((one) => ({ kind: 'rating', id: one.message, ...one }));
}

async function stubs(db: Reader, question: TimelineQuestion): Promise<readonly TimelineItem[]> {
  if (!asks(question, 'stub')) return [];
  const found = await query(db, timelineStatement(question, 'stub'));
  return stored(() => z.array(contactStub).parse(found)).map((stub) => ({ kind: 'stub', id: stub.id, at: stub.at, stub }));
}

export type ToldPast = { readonly whole: CustomerId | ConversationId | null; readonly stubs: { readonly customer: CustomerId; readonly told: readonly ContactStub[] } | null };

/** Of what this copy has everything now, and what the server tells of a customer's contacts with other teams. */
export async function keepPast(tx: Writer, { whole, stubs }: ToldPast): Promise<void> {
  if (whole !== null) await markWhole(tx, whole);
  if (stubs !== null) await keepStubs(tx, stubs.customer, stubs.told);
}

/** Instead of what it told before. */
async function keepStubs(tx: Writer, customer: CustomerId, told: readonly ContactStub[]): Promise<void> {
  await run(tx, { sql: 'delete from stubs where "customer" = ?', bindings: [customer] });
  const cells = told.map(({ id, at, channel, team, topic, status }) => [id, customer, at, channel, team, topic, status]);
  await run(tx, {
    sql: `insert into stubs ("id", "customer", "at", "kind", "team", "topic", "status") select "value" ->> '$[0]', "value" ->> '$[1]', "value" ->> '$[2]', "value" ->> '$[3]', "value" ->> '$[4]', "value" ->> '$[5]', "value" ->> '$[6]'
      from json_each(?) where true on conflict ("id") do update set "customer" = excluded."customer"`,
    bindings: [JSON.stringify(cells)],
  });
}
