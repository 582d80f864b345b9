import { changeToWire, putOf } from '#db/tables/codec';
import type { ConversationEvent, MessageRow } from '#domain/conversation/message';
import { id } from '#kernel/id';
import { pageFor } from '#server/sync/dialect';
import { formerChanges, formerRow } from '#server/sync/former-events';
import { expect, test } from 'vitest';

const [olga, ivan] = [id('person', 'olga'), id('person', 'ivan')];

function told(event: ConversationEvent, text = ''): MessageRow {
  return { id: id('message', 'm'), conversation: id('conversation', 'c'), team: id('team', 't'), at: 1, part: { kind: 'event', event }, text, html: null, attachments: [], version: 1 };
}

const inside = (rows: readonly MessageRow[]): string => JSON.stringify(rows.map((row) => changeToWire(putOf('messages', row)))).slice(1, -1);

test.each<[string, ConversationEvent, ConversationEvent]>([
  ['a transfer', { type: 'transferred', by: olga, from: id('queue', 'a'), to: id('queue', 'b'), reason: 'it says "leaseEnded"' }, { type: 'returned', by: olga }],
  ['the end of a lease', { type: 'leaseEnded', owner: ivan }, { type: 'returned', by: ivan }],
  ['an event that they know', { type: 'assigned', by: olga, to: ivan }, { type: 'assigned', by: olga, to: ivan }],
])('a desk of schema 1 hears of %s in a word that it knows', (_what, event, former) => {
  const expected = inside([told(former)]);
  expect(formerChanges(inside([told(event)]))).toBe(expected);
  expect(pageFor(1).changes([changeToWire(putOf('messages', told(event)))])).toEqual([changeToWire(putOf('messages', told(former)))]);
  expect(pageFor(3).changes([changeToWire(putOf('messages', told(event)))])).toEqual([changeToWire(putOf('messages', told(event)))]);
  const [row] = [changeToWire(putOf('messages', told(event)))[2]];
  expect(JSON.parse(formerRow('messages', JSON.stringify(row)))).toEqual(changeToWire(putOf('messages', told(former)))[2]);
});

test('what customers write about such events stays as it is, and so does a removal', () => {
  const said: MessageRow = { ...told({ type: 'taken', by: olga }), part: { kind: 'note', author: olga }, text: '{"type":"transferred","by":"olga"}' };
  const removal = '["messages","remove","transferred"]';
  expect(formerChanges(`${inside([said])},${removal}`)).toBe(`${inside([said])},${removal}`);
});
