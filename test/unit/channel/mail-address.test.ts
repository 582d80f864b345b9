import { mailAddress, splitPlus } from '#server/channel/email/mail-address';
import { createReplyTokens } from '#server/channel/email/reply-tokens';
import { messageIdOf, messageIdsIn, ownMessage } from '#server/channel/email/message-id';
import { id } from '#kernel/id';
import { describe, expect, test } from 'vitest';

function address(text: string): `${string}@${string}` {
  const found = mailAddress(text);
  if (found === null) throw new Error(`no address: ${text}`);
  return found;
}

test.each([
  ['Anna.Petrova+shop@Customer.Example', 'anna.petrova+shop@customer.example'],
  ["o'brien@a-b.example", "o'brien@a-b.example"],
  ['иван@customer.example', null],
  ['ivan@почта.рф', 'ivan@xn--80a1acny.xn--p1ai'],
] as const)('%s is %s', (text, expected) => {
  expect(mailAddress(text)).toBe(expected);
});

test.each(['', '@', 'a@', '@b.example', 'a@b', 'a..b@c.example', '.a@c.example', 'a.@c.example', 'a b@c.example', '"a"@c.example', 'a@c.example>', '<a@c.example', 'a@[127.0.0.1]', 'a@-c.example', 'a@c_.example', 'a@b.example\r\nBcc: x@y.example', 'a@b.example\u0000', `${'a'.repeat(65)}@b.example`, `a@${'b'.repeat(260)}.example`, 'a@b.example, c@d.example', 'a(c)@b.example'])(
  'our strict rule refuses %j',
  (text) => {
    expect(mailAddress(text)).toBeNull();
  },
);

describe('the plus-address of a conversation', () => {
  const conversation = id('conversation', '0a1b2c3d-0000-4000-8000-000000000001');

  const tokens = createReplyTokens('secret');

  test('comes back as the conversation', () => {
    const { base, tag } = splitPlus(tokens.address(address('support@shop.example'), conversation));
    expect([base, tokens.conversation(tag ?? '')]).toEqual(['support@shop.example', conversation]);
  });

  test('is left out where it would be too long for an address', () => {
    const long = address(`${'a'.repeat(40)}@shop.example`);
    expect(tokens.address(long, conversation)).toBe(long);
  });

  test.each(['', 'newsletter', 'con_', 'msg_1', '../../con_1'])('a foreign tag %j names no conversation', (tag) => {
    expect(tokens.conversation(tag)).toBeNull();
  });

  test('that nobody was given names none: one letter of the mark, another server, no mark at all', () => {
    const tag = splitPlus(tokens.address(address('support@shop.example'), conversation)).tag ?? '';
    const other = `${tag.slice(0, -1)}${tag.endsWith('0') ? '1' : '0'}`;
    expect([tokens.conversation(other), createReplyTokens('another').conversation(tag), tokens.conversation(conversation), tokens.conversation('я'.repeat(20))]).toEqual([null, null, null, null]);
  });
});

test('a Message-ID of ours names its message, a foreign one none', () => {
  const message = id('message', '1');
  expect([ownMessage(messageIdOf(message, address('support@shop.example'))), ownMessage('<abc@shop.example>')]).toEqual([message, null]);
});

test('of very many references the first and the newest are kept', () => {
  const found = messageIdsIn(Array.from({ length: 1000 }, (_, n) => `<${n}@x>`).join(' '));
  expect([found.length, found[0], found.at(-1)]).toEqual([30, '<0@x>', '<999@x>']);
});

test('a Message-ID with a control character is none: no database and no answer could carry it', () => {
  expect(messageIdsIn('<a\u0000b@x.example> <c\u0001@x.example> <d@x\u007f> <good@x.example>')).toEqual(['<good@x.example>']);
});
