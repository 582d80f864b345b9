import { wireChange, type WireChange } from '#contract/protocol';
import { columnsOf } from '#db/tables/codec';
import type { TableName } from '#domain/tables';
import { z } from 'zod';

/**
 * Events of schema 2 in words of schema 1, whose desks take an event that they do not know for a broken frame. A transfer and
 * the end of a lease leave a conversation in a queue without an owner: the former word for that is `returned`.
 */
const newer = z.union([
  z.object({ kind: z.literal('event'), event: z.object({ type: z.literal('transferred'), by: z.string() }).transform(({ by }) => by) }),
  z.object({ kind: z.literal('event'), event: z.object({ type: z.literal('leaseEnded'), owner: z.string() }).transform(({ owner }) => owner) }),
]);

/** Stands in every text that holds such an event, and in few others. */
const sign = /transferred|leaseEnded/;
const partColumn = columnsOf('messages').findIndex(([name]) => name === 'part');

const cells = z.array(z.unknown());
const changes = z.array(wireChange);

/** `part`: the inside of an array of changes, as `partFor` makes it. */
export function formerChanges(part: string): string {
  if (!sign.test(part)) return part;
  return JSON.stringify(changes.parse(JSON.parse(`[${part}]`)).map(formerChange)).slice(1, -1);
}

export function formerChange(change: WireChange): WireChange {
  return change[0] === 'messages' && change[1] === 'put' ? [change[0], change[1], formerCells(change[2])] : change;
}

/** `row`: a row as it travels in a snapshot. */
export function formerRow(table: TableName, row: string): string {
  return table === 'messages' && sign.test(row) ? JSON.stringify(formerCells(cells.parse(JSON.parse(row)))) : row;
}

function formerCells(row: unknown[]): unknown[] {
  const known = newer.safeParse(row[partColumn]);
  return known.success ? row.with(partColumn, { kind: 'event', event: { type: 'returned', by: known.data.event } }) : row;
}
