import { wireChange, type WireChange } from '#contract/protocol';
import { columnsOf } from '#db/tables/codec';
import { messengerKinds } from '#domain/channel/channel';
import { isDoubtful } from '#domain/conversation/message';
import type { TableName } from '#domain/tables';
import { z } from 'zod';

/**
 * Rows of schema 3 in words of schema 2, whose desks take a kind that they do not know for a broken frame. A messenger is to
 * them a chat, what a bot gives to people was returned by it, an answer that a messenger or some of its recipients refused was
 * refused, one that may have arrived was not delivered in time (nobody may think that it certainly did not), and whom a mail names is left out. Spam is closed
 * to them, and what an owner who is away had, was had by one out of reach.
 * What a customer rated was resolved by who had resolved it.
 */
const kindNames = messengerKinds.map((kind) => `"${kind}"`).join('|');

/** Stands in every text that holds such a word, and in few others. */
const sign = new RegExp(`${kindNames}|"spam"|"(?:handedOver|ownerAway|markedSpam|unmarkedSpam|rated)"|"names"|"recipients"|"forwards"|"quotes"|"delivery\\.(?:blocked|windowClosed|noFiles|templateRefused|partly|inDoubt|left)"`);

const cells = z.array(z.unknown());
const changes = z.array(wireChange);
const messenger = z.enum(messengerKinds);
const newEvent = z.object({
  kind: z.literal('event'),
  event: z.union([
    z.object({ type: z.literal('handedOver'), by: z.string() }).transform(({ by }) => ({ type: 'returned', by })),
    z.object({ type: z.literal('ownerAway'), owner: z.string() }).transform(({ owner }) => ({ type: 'leaseEnded', owner })),
    z.object({ type: z.literal('markedSpam'), by: z.string() }).transform(({ by }) => ({ type: 'resolved', by })),
    z.object({ type: z.literal('rated'), finisher: z.string() }).transform(({ finisher }) => ({ type: 'resolved', by: finisher })),
    z.object({ type: z.literal('unmarkedSpam'), by: z.string() }).transform(({ by }) => ({ type: 'reopened', by })),
  ]),
});
const spamState = z.object({ status: z.literal('closed'), at: z.number(), spam: z.string() }).transform(({ status, at }) => ({ status, at }));
const naming = z.looseObject({ kind: z.enum(['inbound', 'outbound']) }).transform(({ names: _names, recipients: _recipients, forwards: _forwards, quotes: _quotes, ...known }) => known);
const newFailure = z.object({
  kind: z.literal('outbound'),
  author: z.string(),
  delivery: z.object({ state: z.literal('failed'), at: z.number(), reason: z.enum(['delivery.blocked', 'delivery.windowClosed', 'delivery.noFiles', 'delivery.templateRefused', 'delivery.partly', 'delivery.inDoubt', 'delivery.left']) }),
});

/** `part`: the inside of an array of changes. */
export function plainChanges(part: string): string {
  if (!sign.test(part)) return part;
  return JSON.stringify(changes.parse(JSON.parse(`[${part}]`)).map(plainChange)).slice(1, -1);
}

export function plainChange(change: WireChange): WireChange {
  return change[1] === 'put' ? [change[0], change[1], plainCells(change[0], change[2])] : change;
}

/** `row`: a row as it travels in a snapshot. */
export function plainRow(table: TableName, row: string): string {
  return sign.test(row) ? JSON.stringify(plainCells(table, cells.parse(JSON.parse(row)))) : row;
}

function plainCells(table: TableName, row: unknown[]): unknown[] {
  if (table === 'messages') return row.with(placeOf(table, 'part'), plainPart(row[placeOf(table, 'part')]));
  if (table === 'cases') return plainCase(row, placeOf(table, 'state'));
  if (table !== 'channels' && table !== 'conversations' && table !== 'identities') return row;
  const place = placeOf(table, 'kind');
  return messenger.safeParse(row[place]).success ? row.with(place, 'chat') : row;
}

function plainCase(row: unknown[], place: number): unknown[] {
  const spam = spamState.safeParse(row[place]);
  return spam.success ? row.with(place, spam.data) : row;
}

function plainPart(part: unknown): unknown {
  const event = newEvent.safeParse(part);
  if (event.success) return event.data;
  const plain = naming.safeParse(part).data ?? part;
  const failed = newFailure.safeParse(plain);
  if (!failed.success) return plain;
  const { delivery } = failed.data;
  return { ...failed.data, delivery: { ...delivery, reason: isDoubtful(delivery) ? 'delivery.expired' : 'delivery.refused' } };
}

function placeOf(table: TableName, column: string): number {
  return columnsOf(table).findIndex(([name]) => name === column);
}
