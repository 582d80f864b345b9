import { changeToWire, putOf } from '#db/tables/codec';
import { messengerKinds } from '#domain/channel/channel';
import type { DeliveryFailure, MessagePart, MessageRow } from '#domain/conversation/message';
import type { RowChange } from '#domain/tables';
import { id } from '#kernel/id';
import { dialectOf, pageFor } from '#server/sync/dialect';
import { expect, test } from 'vitest';

const bot = id('person', 'bot');
const desk = dialectOf({ protocol: 2, schema: 2 });

/** As a desk of schema 2 hears of a change: in a frame, in a page of the past, and in a snapshot. */
function heard(change: RowChange): readonly unknown[] {
  const wire = changeToWire(change);
  const row: unknown = wire[1] === 'put' ? JSON.parse(desk?.words.row(wire[0], JSON.stringify(wire[2])) ?? '') : null;
  return [JSON.parse(desk?.words.changes(JSON.stringify(wire)) ?? ''), pageFor(2).changes([wire])[0], [wire[0], wire[1], row]];
}

function message(part: MessagePart, text = ''): RowChange {
  const row: MessageRow = { id: id('message', 'm'), conversation: id('conversation', 'c'), team: id('team', 't'), at: 1, part, text, html: null, attachments: [], version: 1 };
  return putOf('messages', row);
}

test.each(messengerKinds)('to a desk that knows no messengers, %s is a chat', (kind) => {
  const channel = { id: id('channel', 'c'), kind, name: `"${kind}"`, address: kind, queue: id('queue', 'q'), version: 1 };
  const identity = { id: id('identity', 'i'), customer: id('customer', 'c'), kind, value: kind, version: 1, preferredAt: null };
  const chatChannel = changeToWire(putOf('channels', { ...channel, kind: 'chat' }));
  expect(heard(putOf('channels', channel))).toEqual([chatChannel, chatChannel, chatChannel]);
  const [visitor] = heard(putOf('identities', { ...identity, kind: 'chat' }));
  expect(heard(putOf('identities', identity))).toEqual([visitor, visitor, visitor]);
});

test('what the bot gave to people was returned by it, and a refusal that it has no word for is a refusal', () => {
  const returned = changeToWire(message({ kind: 'event', event: { type: 'returned', by: bot } }));
  expect(heard(message({ kind: 'event', event: { type: 'handedOver', by: bot, why: 'asked', intent: 'Delivery' } }))).toEqual([returned, returned, returned]);
  const failed = (reason: DeliveryFailure): RowChange => message({ kind: 'outbound', author: bot, delivery: { state: 'failed', at: 1, reason } });
  const known = changeToWire(failed('delivery.refused'));
  expect(heard(failed('delivery.blocked'))).toEqual([known, known, known]);
  // Nobody may read there that it certainly did not arrive.
  const late = changeToWire(failed('delivery.expired'));
  expect(heard(failed('delivery.inDoubt'))).toEqual([late, late, late]);
});

test('what a customer thinks of a conversation was its end, by who had ended it', () => {
  const resolved = changeToWire(message({ kind: 'event', event: { type: 'resolved', by: bot } }, 'thanks'));
  expect(heard(message({ kind: 'event', event: { type: 'rated', score: 5, finisher: bot } }, 'thanks'))).toEqual([resolved, resolved, resolved]);
});

test('whom a mail names, and that some of them refused it, has no word there and stays unsaid', () => {
  const ivan = id('customer', 'ivan');
  const sent = { state: 'sent', at: 1 } as const;
  const recipients = { to: ['ivan@home.example'], cc: [], bcc: ['chief@work.example'] };
  const pairs: readonly (readonly [MessagePart, MessagePart])[] = [
    [{ kind: 'inbound', author: ivan, authorName: 'Иван', names: { from: 'ivan@home.example', to: ['wife@home.example'], cc: [], more: 3 } }, { kind: 'inbound', author: ivan, authorName: 'Иван' }],
    [{ kind: 'outbound', author: bot, delivery: sent, recipients, forwards: id('message', 'n') }, { kind: 'outbound', author: bot, delivery: sent }],
    [{ kind: 'outbound', author: bot, delivery: { state: 'failed', at: 1, reason: 'delivery.partly' }, recipients }, { kind: 'outbound', author: bot, delivery: { state: 'failed', at: 1, reason: 'delivery.refused' } }],
  ];
  for (const [part, former] of pairs) {
    const known = changeToWire(message(former));
    expect(heard(message(part))).toEqual([known, known, known]);
  }
});

test('spam is closed there, and what is told of it and of owners who are away is told in words that it has', () => {
  const row = { id: id('case', 'c'), number: 1, customer: id('customer', 'c'), team: id('team', 't'), topic: '"spam"', owner: null, previous: null, openedAt: 1, priority: 'normal', tags: [], outcome: null, related: [], merged: null, heard: null, version: 1 } as const;
  const [closed] = heard(putOf('cases', { ...row, state: { status: 'closed', at: 5 } }));
  expect(heard(putOf('cases', { ...row, state: { status: 'closed', at: 5, spam: 'list' } }))).toEqual([closed, closed, closed]);
  const pairs: readonly (readonly [MessagePart, MessagePart])[] = [
    [{ kind: 'event', event: { type: 'ownerAway', owner: bot } }, { kind: 'event', event: { type: 'leaseEnded', owner: bot } }],
    [{ kind: 'event', event: { type: 'markedSpam', by: bot } }, { kind: 'event', event: { type: 'resolved', by: bot } }],
    [{ kind: 'event', event: { type: 'unmarkedSpam', by: bot } }, { kind: 'event', event: { type: 'reopened', by: bot } }],
  ];
  for (const [part, former] of pairs) {
    const known = changeToWire(message(former));
    expect(heard(message(part))).toEqual([known, known, known]);
  }
});

test('a desk that has no word for what rules say about recipients may name none', () => {
  const args = { message: id('message', 'm'), conversation: id('conversation', 'c'), text: 'Hello' };
  const named = { name: 'message.send', args: { ...args, recipients: { to: ['ivan@home.example'], cc: [], bcc: [] } } };
  const taken = [1, 2, 3].map((schema) => [named, { name: 'message.send', args }].map((one) => dialectOf({ protocol: 2, schema })?.intent.safeParse(one).success));
  expect(taken).toEqual([[false, true], [false, true], [true, true]]);
});

test('what people write about messengers stays as it is', () => {
  const said = message({ kind: 'note', author: bot }, '{"kind":"telegram","type":"handedOver"}');
  const wire = changeToWire(said);
  expect(heard(said)).toEqual([wire, wire, wire]);
});
