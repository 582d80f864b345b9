import { standingConsents, type ConsentRow } from '#domain/customer/consent';
import { inOrder, type CustomerRow, type IdentityRow } from '#domain/customer/customer';
import type { CustomerChangeRow } from '#domain/customer/customer-change';
import type { CustomerNoteRow } from '#domain/customer/customer-note';
import type { MergeRow } from '#domain/customer/merge';
import type { OrderRow } from '#domain/customer/order';
import type { CaseRow } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { ConversationId, CustomerId } from '#kernel/id';
import { customerId } from '#contract/ids';
import { z } from 'zod';
import { searchable } from '#kernel/text';
import { isWhole } from './past';
import { readById, readByIds, readRows } from './read-rows';
import { query, type Reader } from './sqlite';

export type Twin = { readonly customer: CustomerId; readonly name: string; readonly value: string };

export type KnownCustomer = {
  readonly customer: CustomerRow;
  readonly identities: readonly IdentityRow[];
  readonly consents: readonly ConsentRow[];
  readonly notes: readonly CustomerNoteRow[];
  readonly orders: readonly OrderRow[];
  readonly ordersInAll: number;
  readonly changes: readonly CustomerChangeRow[];
  readonly merges: readonly MergeRow[];
  readonly twins: readonly Twin[];
  /** The server has no older contact. */
  readonly whole: boolean;
};

/** What a card shows at most; the rest stands in the timeline. */
const shownOrders = 3;
const shownNotes = 20;

export async function readCustomer(db: Reader, id: CustomerId): Promise<KnownCustomer | null> {
  const customer = await readById(db, 'customers', id);
  if (customer === null) return null;
  const bindings = [id];
  const identities = await readRows(db, 'identities', { sql: 'select * from identities where "customer" = ? limit 50', bindings });
  const consents = await readRows(db, 'consents', { sql: 'select * from consents where "customer" = ? order by "at" desc limit 200', bindings });
  const notes = await readRows(db, 'customer_notes', { sql: 'select * from customer_notes where "customer" = ? and "pinnedAt" is not null order by "at" desc limit ?', bindings: [id, shownNotes] });
  const orders = await readRows(db, 'orders', { sql: 'select * from orders where "customer" = ? order by "placedAt" desc, "id" desc limit ?', bindings: [id, shownOrders] });
  const changes = await readRows(db, 'customer_changes', { sql: 'select * from customer_changes where "customer" = ? order by "at" desc limit 50', bindings });
  const merges = await readRows(db, 'merges', { sql: `select * from merges where "customer" = ? and "undone" is null order by "at" desc limit 20`, bindings });
  return {
    customer, identities: inOrder(identities), consents: standingConsents(consents), notes, orders, ordersInAll: await countOrders(db, id), changes, merges,
    twins: await twinsOf(db, identities), whole: await isWhole(db, id),
  };
}

const counted = z.tuple([z.object({ orders: z.int() })]);

async function countOrders(db: Reader, id: CustomerId): Promise<number> {
  return counted.parse(await query(db, { sql: 'select count(*) as "orders" from orders where "customer" = ?', bindings: [id] }))[0].orders;
}

const twin = z.array(z.object({ customer: customerId, name: z.string(), value: z.string() }));

/** Whose number is the same in another channel: WhatsApp verifies the phone that somebody writes from. */
async function twinsOf(db: Reader, identities: readonly IdentityRow[]): Promise<readonly Twin[]> {
  const numbers = identities.filter(({ kind }) => kind === 'phone' || kind === 'whatsapp').flatMap(({ customer, value }) => [`+${digits(value)}`, digits(value)].map((number) => [customer, number]));
  if (numbers.length === 0) return [];
  return twin.parse(await query(db, {
    sql: `select distinct "other"."customer" as "customer", customers."name" as "name", "other"."value" as "value" from json_each(?) as "asked"
      join identities as "other" on "other"."value" = "asked"."value" ->> '$[1]' and "other"."kind" in ('phone', 'whatsapp') and "other"."customer" <> "asked"."value" ->> '$[0]'
      join customers on customers."id" = "other"."customer" limit 5`,
    bindings: [JSON.stringify(numbers)],
  }));
}

function digits(value: string): string {
  return value.replaceAll(/\D/g, '');
}

/** Every word must begin a word; empty where nothing was typed that could. */
function beginningsOf(search: string): string {
  return (searchable(search).match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 8).map((word) => `"${word}"*`).join(' ');
}

/** Customers on this computer whose name, company or address begins so. */
export async function findCustomers(db: Reader, search: string): Promise<readonly CustomerRow[]> {
  const match = beginningsOf(search);
  const typed = search.trim().toLowerCase();
  if (typed === '') return [];
  return readRows(db, 'customers', {
    sql: `select * from customers where ("id" in (select "customer" from identities where "value" in (?, ?)) or (? <> '' and rowid in (select rowid from customer_words where customer_words match ?))) limit 12`,
    bindings: [typed, `+${digits(typed)}`, match, match === '' ? '""' : match],
  });
}

export type FoundCase = { readonly conversation: ConversationRow; readonly case: CaseRow; readonly customerName: string };

/** Cases that may belong together with that of a conversation: the newest of its customer, or those with a number or a topic that was typed. */
export async function findCases(db: Reader, { conversation: id, search }: { readonly conversation: ConversationId; readonly search: string }): Promise<readonly FoundCase[]> {
  const present = await readById(db, 'conversations', id);
  if (present === null) return [];
  const match = beginningsOf(search);
  const number = Number(digits(search) || -1);
  const found = search.trim() === ''
    ? await readRows(db, 'conversations', { sql: 'select * from conversations where "customer" = ? and "case" <> ? order by "lastMessageAt" desc limit 20', bindings: [present.customer, present.case] })
    : await readRows(db, 'conversations', {
        sql: `select * from conversations where "case" <> ? and ("case" in (select "id" from cases where "number" = ?) or rowid in (select rowid from conversation_words where conversation_words match ? limit 200)) order by "lastMessageAt" desc limit 20`,
        bindings: [present.case, number, match === '' ? '""' : match],
      });
  const cases = new Map((await readByIds(db, 'cases', found.map((row) => row.case))).map((row) => [row.id, row]));
  const customers = new Map((await readByIds(db, 'customers', found.map((row) => row.customer))).map((row) => [row.id, row]));
  const once = found.filter((row, place) => found.findIndex((one) => one.case === row.case) === place);
  return once.flatMap((conversation) => {
    const row = cases.get(conversation.case);
    return row === undefined ? [] : [{ conversation, case: row, customerName: customers.get(conversation.customer)?.name ?? '' }];
  });
}

export type Together = {
  readonly related: { readonly case: CaseRow; readonly conversation: ConversationId | null }[];
  readonly merged: { readonly case: CaseRow; readonly conversation: ConversationId }[];
};

/** Cases that belong together with the one of a conversation; `merged`: those that were put into it. */
export async function readTogether(db: Reader, id: ConversationId): Promise<Together> {
  const present = await readById(db, 'conversations', id);
  const own = present === null ? null : await readById(db, 'cases', present.case);
  if (present === null || own === null) return { related: [], merged: [] };
  const related = await readByIds(db, 'cases', own.related);
  const talks = await readRows(db, 'conversations', { sql: 'select * from conversations where "case" in (select "value" from json_each(?)) order by "lastMessageAt" desc', bindings: [JSON.stringify(own.related)] });
  const merged = await readRows(db, 'cases', { sql: `select * from cases where "customer" = ? and "merged" ->> '$.into' = ? limit 20`, bindings: [own.customer, own.id] });
  const here = await readRows(db, 'conversations', { sql: 'select * from conversations where "case" = ?', bindings: [own.id] });
  return {
    related: related.map((row) => ({ case: row, conversation: talks.find((talk) => talk.case === row.id)?.id ?? null })),
    merged: merged.flatMap((row) => {
      const brought = here.find((talk) => row.merged?.conversations.includes(talk.id));
      return brought === undefined ? [] : [{ case: row, conversation: brought.id }];
    }),
  };
}
