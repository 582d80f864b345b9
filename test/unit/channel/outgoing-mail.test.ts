import type { Outbound } from '#server/channel/connector';
import { composeMail } from '#server/channel/email/compose-mail';
import { createReplyTokens } from '#server/channel/email/reply-tokens';
import { everyone, outgoingMail } from '#server/channel/email/outgoing-mail';
import { id } from '#kernel/id';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';

const outbound: Outbound = {
  tenant: id('tenant', '1'),
  key: id('message', '1'),
  conversation: id('conversation', '1'),
  channel: { id: id('channel', '1'), name: 'Служба заботы', address: 'support@shop.example' },
  addresses: ['anna@customer.example', 'anna@work.example'],
  recipients: null,
  forwarded: null,
  author: id('person', '1'),
  authorName: 'Olga',
  subject: 'Где заказ?',
  text: 'В пути.\n.\nFrom here on',
  html: null,
  attachments: [],
  at: Date.UTC(2026, 0, 2),
};

const tokens = createReplyTokens('secret');
const answered = { messageId: '<2@c>', references: ['<1@c>'], sender: 'anna@work.example' };

describe('an answer as a mail', () => {
  test('goes to the address that wrote last, and names what it answers', () => {
    expect(outgoingMail(outbound, { answered, tokens })).toMatchObject({ to: ['anna@work.example'], cc: [], bcc: [], subject: 'Re: Где заказ?', inReplyTo: '<2@c>', references: ['<1@c>', '<2@c>'], messageId: '<msg_1@shop.example>', replyTo: tokens.address('support@shop.example', outbound.conversation) });
  });

  test('never goes to an address that is not the customer’s own', () => {
    expect(outgoingMail(outbound, { answered: { ...answered, sender: 'eve@elsewhere.example' }, tokens })?.to).toEqual(['anna@customer.example']);
  });

  test('keeps a Re: that is there', () => {
    expect(outgoingMail({ ...outbound, subject: 'RE: x' }, { answered: null, tokens })?.subject).toBe('RE: x');
  });

  test.each([
    { addresses: [] },
    { addresses: ['anna@customer.example\r\nBcc: eve@elsewhere.example'] },
    { addresses: ['anna@customer.example, eve@elsewhere.example'] },
    { channel: { ...outbound.channel, address: 'support' } },
    { recipients: { to: [], cc: ['anna@customer.example'], bcc: [] } },
    { recipients: { to: ['anna@customer.example'], cc: ['boris@work.example\r\nBcc: eve@elsewhere.example'], bcc: [] } },
    { recipients: { to: ['anna@customer.example'], cc: [], bcc: ['eve@elsewhere.example>'] } },
  ])('is refused rather than repaired: %j', (change) => {
    expect(outgoingMail({ ...outbound, ...change }, { answered: null, tokens })).toBeNull();
  });

  test('is refused when what it answers carries control characters', () => {
    expect(outgoingMail(outbound, { answered: { ...answered, messageId: '<2@c>\r\nBcc: <eve@elsewhere.example>' }, tokens })).toBeNull();
  });

  test('names To and CC in its header, and whom BCC names nowhere in its bytes', async () => {
    const recipients = { to: ['anna@work.example', 'boris@work.example'], cc: Array.from({ length: 30 }, (_, place) => `colleague-${place}@a-rather-long-domain.example`), bcc: ['chief@work.example'] };
    const mail = outgoingMail({ ...outbound, recipients }, { answered, tokens });
    if (mail === null) throw new Error('refused');
    const bytes = await composeMail(mail);
    const read = await PostalMime.parse(bytes);
    expect([read.to?.map(({ address }) => address), read.cc?.map(({ address }) => address), read.bcc]).toEqual([recipients.to, recipients.cc, undefined]);
    expect(bytes.toString().includes('chief')).toBe(false);
    expect(everyone(mail)).toEqual([...recipients.to, ...recipients.cc, ...recipients.bcc]);
  });

  test('is built as plain ASCII that reads back as it was written', async () => {
    const mail = outgoingMail({ ...outbound, channel: { ...outbound.channel, name: 'Shop\r\nBcc: eve@elsewhere.example' } }, { answered, tokens });
    if (mail === null) throw new Error('refused');
    const bytes = await composeMail(mail);
    const read = await PostalMime.parse(bytes);
    expect(bytes.every((byte) => byte < 0x80)).toBe(true);
    expect(read).toMatchObject({ subject: 'Re: Где заказ?', from: { name: 'Shop Bcc: eve@elsewhere.example', address: 'support@shop.example' }, to: [{ address: 'anna@work.example' }] });
    expect([read.bcc, read.cc, read.text?.trimEnd()]).toEqual([undefined, undefined, outbound.text]);
  });
});
