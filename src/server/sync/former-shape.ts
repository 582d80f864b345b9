import { wireChange, type WireChange } from '#contract/protocol';
import { columnsOf } from '#db/tables/codec';
import type { ConversationEvent } from '#domain/conversation/message';
import type { FailureCode } from '#domain/failure';
import type { TableName } from '#domain/tables';
import { z } from 'zod';

/**
 * What a former schema lacks: whole tables, and the columns behind the first `columns[table]` ones of a table. New columns are
 * appended, so a row is cut to its former length. A desk takes a table, an event or a code that it does not know, or a longer row,
 * for a broken frame.
 */
export type Lacking = {
  readonly tables: readonly TableName[];
  readonly columns: { readonly [Table in TableName]?: number };
  /** Lines between the messages that have no former word, and without which nothing else reads wrongly: they are not told. */
  readonly events: readonly ConversationEvent['type'][];
  /** Codes of refusals; such a refusal says no more than that it did not work. */
  readonly codes?: readonly FailureCode[];
};

/** What schema 3 knew nothing of. */
export const lackingInThird: Lacking = {
  tables: ['filters', 'agent_states', 'agent_days', 'dispositions', 'macros', 'articles', 'votes', 'orders', 'consents', 'customer_notes', 'customer_changes', 'merges', 'models'],
  columns: { queues: 4, customers: 8, identities: 5, cases: 10, conversations: 17 },
  events: ['snoozed', 'woken', 'awaited', 'prioritised', 'tagged', 'caseMerged', 'caseParted', 'offered', 'offerEnded'],
  codes: ['customer.wrote', 'offer.open', 'offer.ended', 'offer.notYours', 'outcome.required', 'outcome.absent', 'outcome.incomplete', 'case.sameCase', 'case.otherCustomer', 'case.otherTeam', 'case.notMerged', 'case.tooManyRelated', 'customer.absent', 'field.empty', 'field.malformed', 'identity.absent', 'identity.taken', 'identity.tooMany', 'consent.tooMany', 'note.tooMany', 'note.absent'],
};

export type FormerShape = {
  readonly knows: (table: TableName) => boolean;
  /** `part`: the inside of an array of changes. */
  readonly changes: (part: string) => string;
  /** Null for a row of a table that it does not know. */
  readonly change: (change: WireChange) => WireChange | null;
  /** `row`: a row of a table that it knows, as it travels in a snapshot. Null for one that it is not told. */
  readonly row: (table: TableName, row: string) => string | null;
};

const codeColumn = columnsOf('refusals').findIndex(([name]) => name === 'code');
const changesOf = z.array(wireChange);
const cells = z.array(z.unknown());

/** A note of schema 3 named nobody, and what had failed was tried no more. */
const newer = z.union([
  z.object({ kind: z.literal('note'), mentions: z.array(z.unknown()) }).loose().transform(({ mentions: _mentions, ...part }) => part),
  z.object({ kind: z.literal('outbound'), delivery: z.object({ state: z.literal('failed'), again: z.number() }).loose().transform(({ again: _again, ...delivery }) => delivery) }).loose(),
]);

const partColumn = columnsOf('messages').findIndex(([name]) => name === 'part');

export function formerShape({ tables, columns, events, codes = [] }: Lacking): FormerShape {
  const unknown = new Set<TableName>(tables);
  const touched = [...tables, ...Object.keys(columns), ...(codes.length > 0 ? ['refusals'] : [])];
  const plain = new Set<unknown>(codes);
  const known = (table: TableName, row: unknown[]): unknown[] => {
    if (table === 'refusals' && plain.has(row[codeColumn])) return row.with(codeColumn, 'mutation.failed');
    const part = table === 'messages' ? newer.safeParse(row[partColumn]) : null;
    return cut(part?.success === true ? row.with(partColumn, part.data) : row, columns[table]);
  };
  const line = z.object({ kind: z.literal('event'), event: z.object({ type: z.enum(events) }) });
  const isUntold = (table: TableName, row: readonly unknown[]): boolean => table === 'messages' && line.safeParse(row[partColumn]).success;
  /** Stands in every text that names such a table or such an event, and in few others. */
  const sign = new RegExp([...touched.map((table) => `\\["${table}",`), ...events.map((type) => `"${type}"`), '"(?:mentions|again)":'].join('|'));
  const change = ([table, op, what]: WireChange): WireChange | null => {
    if (unknown.has(table) || (op === 'put' && isUntold(table, what))) return null;
    return op === 'put' ? [table, op, known(table, what)] : [table, op, what];
  };
  return {
    knows: (table) => !unknown.has(table),
    change,
    changes: (part) => {
      if (touched.length + events.length === 0 || !sign.test(part)) return part;
      const told = changesOf.parse(JSON.parse(`[${part}]`)).map(change).filter((one) => one !== null);
      return JSON.stringify(told).slice(1, -1);
    },
    row: (table, row) => {
      if (table !== 'messages' && table !== 'refusals' && columns[table] === undefined) return row;
      if (table === 'messages' && !sign.test(row)) return row;
      const told = cells.parse(JSON.parse(row));
      return isUntold(table, told) ? null : JSON.stringify(known(table, told));
    },
  };
}

function cut(row: unknown[], length: number | undefined): unknown[] {
  return length === undefined ? row : row.slice(0, length);
}
