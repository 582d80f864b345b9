import { id, type ConversationId, type MessageId } from '#kernel/id';
import type { SenderVerdict } from '#domain/conversation/recipients';
import { randomBytes } from 'node:crypto';
import { startDelivery } from '#server/channel/delivery';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bounce } from '../../support/bounce';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { encodeAs } from '../../support/cyrillic-bytes';
import { openMailHouse, type MailHouse } from '../../support/mail-house';
import { deliverPlainly, deliverUntilTaken } from '../../support/plain-smtp';
import { comesTrue, eventually } from '../../support/eventually';
import { openSmtpMailbox } from '../../support/smtp-mailbox';

let databases: CentralDatabases;
let house: MailHouse;

beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());
beforeEach(async () => {
  house = await openMailHouse(databases);
});
afterEach(() => house.stop());

const anna = 'anna@customer.example';

function replyTo(conversation: ConversationId): string {
  return house.tokens.address('support@shop.example', conversation);
}

function write(content: string | Buffer, { from = anna, to = 'support@shop.example' } = {}): Promise<void> {
  return deliverPlainly({ port: house.port, from, to, content: Buffer.isBuffer(content) ? content : Buffer.from(content.replaceAll('\n', '\r\n')) });
}

function writeUntilTaken(number: number, from: string): Promise<void> {
  return deliverUntilTaken({ port: house.port, from, to: 'support@shop.example', content: Buffer.from(`From: ${from}\r\nMessage-ID: <${number}@customer.example>\r\nSubject: ${number}\r\n\r\nx`) });
}

function mail(fields: string, body = 'Hello'): string {
  return `From: Anna <${anna}>\nTo: support@shop.example\n${fields}\n\n${body}`;
}

describe('a mail at the door', () => {
  test('becomes a case of a new customer, with its attachment, its charset and without its script', async () => {
    await write(
      Buffer.concat([
        Buffer.from(`From: =?windows-1251?B?${encodeAs('windows-1251', 'Анна Петрова').toString('base64')}?= <Anna@Customer.example>\r\nSubject: `),
        encodeAs('windows-1251', 'Где мой заказ?'),
        Buffer.from('\r\nMessage-ID: <1@customer.example>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=windows-1251\r\n\r\n<p onclick="x()">'),
        encodeAs('windows-1251', 'Здравствуйте'),
        Buffer.from('</p><script>alert(1)</script>\r\n--b\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nZmlsZQ==\r\n--b--\r\n'),
      ]),
    );
    const [customers, identities, cases, conversations, messages] = await Promise.all([house.all('customers'), house.all('identities'), house.all('cases'), house.all('conversations'), house.all('messages')]);
    expect(customers).toMatchObject([{ name: 'Анна Петрова' }]);
    expect(identities).toMatchObject([{ kind: 'email', value: anna, customer: customers[0]?.id }]);
    expect(cases).toMatchObject([{ number: 1, topic: 'Где мой заказ?', state: { status: 'new' } }]);
    expect(conversations).toMatchObject([{ subject: 'Где мой заказ?', unread: 1, preview: 'Здравствуйте' }]);
    expect(messages).toMatchObject([{ text: 'Здравствуйте', html: '<p>Здравствуйте</p>', attachments: [{ name: 'a.txt', size: 4 }], part: { kind: 'inbound', authorName: 'Анна Петрова' } }]);
    expect(await house.db('attachments').where({ message: messages[0]?.id ?? '' }).pluck('bytes')).toEqual([Buffer.from('file')]);
    expect(await house.db('mails').pluck('nature')).toEqual(['personal']);
  });

  test('is one message when it is delivered twice', async () => {
    await write(mail('Message-ID: <1@customer.example>\nSubject: Twice'));
    await write(mail('Received: by another relay\nMessage-ID: <1@customer.example>\nSubject: Twice').replace(/^(From.*\n)(To.*\n)(Received.*\n)/, '$3$1$2'));
    expect(await house.all('messages')).toHaveLength(1);
  });

  test('that a hundred customers send at once is a hundred cases with numbers of their own', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, n) => writeUntilTaken(n, `c${n % 50}@customer.example`)));
    const numbers = (await house.all('cases')).map((row) => row.number);
    expect([new Set(numbers).size, (await house.all('customers')).length]).toEqual([100, 50]);
  });

  test('whose sender is forged joins no known customer, is shown as not confirmed, and its answer goes to the true owner', async () => {
    const verdicts: SenderVerdict[] = ['pass', 'fail', 'fail'];
    const judging = await openMailHouse(databases, undefined, async () => verdicts.shift() ?? 'none');
    try {
      const send = (fields: string): Promise<void> => deliverPlainly({ port: judging.port, from: anna, to: 'support@shop.example', content: Buffer.from(mail(fields).replaceAll('\n', '\r\n')) });
      await send('Message-ID: <1@customer.example>\nSubject: True');
      await send('Message-ID: <2@customer.example>\nIn-Reply-To: <1@customer.example>\nSubject: Re: True');
      await send('Message-ID: <3@customer.example>\nIn-Reply-To: <2@customer.example>\nSubject: Re: True');
      const [customers, conversations] = await Promise.all([judging.all('customers'), judging.all('conversations')]);
      expect(customers.map(({ name }) => name).toSorted()).toEqual(['Anna', 'Anna (sender not confirmed)']);
      const [forged] = conversations.filter(({ customer }) => customers.find(({ id }) => id === customer)?.name !== 'Anna');
      expect([conversations.length, (await judging.all('messages')).filter(({ conversation }) => conversation === forged?.id).length]).toEqual([2, 2]);
      await judging.answer(forged?.id ?? id('conversation', 'none'), 'Was it you?');
      await judging.customers.received(1);
      expect(judging.customers.mails[0]?.to).toEqual([anna]);
    } finally {
      await judging.stop();
    }
  });

  test('for somebody else is refused: no relay', async () => {
    await expect(write(mail('Subject: x'), { to: 'anyone@elsewhere.example' })).rejects.toThrow('550');
  });

  test.each(['a b@shop.example', '"support"@shop.example', 'support@shop.example\u0000', 'support', '<support@shop.example'])('for %j is refused', async (to) => {
    await expect(write(mail('Subject: x'), { to })).rejects.toThrow(/5\d\d/);
  });

  test('larger than 25 MB is refused, and the door stays open', async () => {
    await expect(write(mail('Subject: x', 'y'.repeat(100).concat('\n').repeat(270_000)))).rejects.toThrow('552');
    await write(mail('Subject: small'));
    expect(await house.all('messages')).toHaveLength(1);
  });

  test('that hides a second mail behind a bare line feed is one mail', async () => {
    await write(Buffer.from(`From: ${anna}\r\nSubject: x\r\n\r\nHello\n.\nMAIL FROM:<eve@elsewhere.example>\nRCPT TO:<support@shop.example>\nDATA\nFrom: eve@elsewhere.example\n\nforged`));
    await write(mail('Subject: next'));
    expect((await house.all('customers')).map(({ name }) => name)).toEqual([anna]);
  });

  test('from nobody who could be answered is refused', async () => {
    await expect(write('From: nobody\nSubject: x\n\nx', { from: '' })).rejects.toThrow('554');
  });

  test('waits at the sender while the database is away, and comes in later once', async () => {
    await house.db.raw('alter table inbound_keys rename to away');
    await expect(write(mail('Message-ID: <1@c>\nSubject: x'))).rejects.toThrow('451');
    expect(await house.all('messages')).toHaveLength(0);
    await house.db.raw('alter table away rename to inbound_keys');
    await write(mail('Message-ID: <1@c>\nSubject: x'));
    expect(await house.all('messages')).toHaveLength(1);
  });
});

describe('an answer', () => {
  test('reaches the mailbox of the customer with right threading and encoding', async () => {
    await write(mail('Message-ID: <2@customer.example>\nReferences: <1@customer.example>\nSubject: =?utf-8?B?' + Buffer.from('Где заказ №4521?').toString('base64') + '?='));
    const [conversation] = await house.all('conversations');
    if (!conversation) throw new Error('no conversation');
    const message = await house.answer(conversation.id, 'Здравствуйте, Анна!\n\nЗаказ <в пути> — ждём “завтра”. 👍');
    await house.customers.received(1);
    const [received] = house.customers.mails;
    expect(received?.to).toEqual([anna]);
    expect(received?.mail).toMatchObject({
      subject: 'Re: Где заказ №4521?',
      from: { name: 'Служба заботы', address: 'support@shop.example' },
      to: [{ address: anna }],
      replyTo: [{ address: replyTo(conversation.id) }],
      messageId: `<${message}@shop.example>`,
      inReplyTo: '<2@customer.example>',
      references: '<1@customer.example> <2@customer.example>',
    });
    expect(received?.mail.text?.trim()).toBe('Здравствуйте, Анна!\n\nЗаказ <в пути> — ждём “завтра”. 👍');
    expect(received?.mail.html).toContain('Заказ &lt;в пути&gt;');
    expect(received?.raw.every((byte) => byte < 0x80)).toBe(true);
    await eventually(async () => expect((await stateOf(message))).toMatchObject({ state: 'sent' }));
  });

  test('with files brings them byte for byte, under the names that the agent saw', async () => {
    await write(mail('Message-ID: <1@customer.example>\nSubject: Invoice'));
    const [conversation] = await house.all('conversations');
    if (!conversation) throw new Error('no conversation');
    const files = [
      { name: 'Счёт на оплату № 4471 от 22 ноября, «срочно»; 100% предоплата.pdf', type: 'application/pdf', bytes: randomBytes(300_000) },
      { name: 'plain.txt', type: 'text/plain', bytes: Buffer.from('.\r\n..\nFrom me\r\n') },
    ];
    const message = await house.answer(conversation.id, '', { files });
    await house.customers.received(1);
    const sent = house.customers.mails[0]?.mail.attachments ?? [];
    expect(sent.map(({ filename, mimeType, disposition, content }) => ({ filename, mimeType, disposition, bytes: Buffer.from(content as ArrayBuffer) }))).toEqual(
      files.map(({ name, type, bytes }) => ({ filename: name, mimeType: type, disposition: 'attachment', bytes })),
    );
    expect((await house.all('messages')).find(({ id }) => id === message)?.attachments.map(({ name, size }) => [name, size])).toEqual(files.map(({ name, bytes }) => [name, bytes.length]));
  });

  test('that is answered by the customer joins the conversation, also without references by its plus-address', async () => {
    await write(mail('Message-ID: <1@customer.example>\nSubject: Order'));
    const [conversation] = await house.all('conversations');
    if (!conversation) throw new Error('no conversation');
    const message = await house.answer(conversation.id, 'Which one?');
    await write(mail(`Message-ID: <2@customer.example>\nIn-Reply-To: <${message}@shop.example>\nSubject: Re: Order`, 'That one'));
    await write(mail('Message-ID: <3@customer.example>\nSubject: other', 'by plus'), { to: replyTo(conversation.id) });
    await write(mail('Message-ID: <4@customer.example>\nReferences: <x@y> <3@customer.example>\nSubject: other', 'by reference'));
    expect((await house.all('conversations')).map(({ id }) => id)).toEqual([conversation.id]);
    const messages = (await house.all('messages')).toSorted((one, other) => one.at - other.at);
    expect(messages.map(({ text }) => text)).toEqual(['Hello', 'Which one?', 'That one', 'by plus', 'by reference']);
  });

  test('cannot be hijacked: a stranger with its reference and its plus-address starts a conversation of his own', async () => {
    await write(mail('Message-ID: <1@customer.example>\nSubject: Order'));
    const [conversation] = await house.all('conversations');
    if (!conversation) throw new Error('no conversation');
    const message = await house.answer(conversation.id, 'Which one?');
    await write(`From: eve@elsewhere.example\nIn-Reply-To: <${message}@shop.example>\nReferences: <1@customer.example>\nSubject: Re: Order\n\nMine`, {
      from: 'eve@elsewhere.example',
      to: replyTo(conversation.id),
    });
    const eves = (await house.all('conversations')).find(({ id }) => id !== conversation.id);
    expect(eves?.customer).not.toBe(conversation.customer);
  });

  test('refused by the mail server of the customer is failed, with the reason', async () => {
    house.customers.next({ refuse: 550, at: 'recipient' });
    const message = await answered();
    await eventually(async () => expect(await stateOf(message)).toMatchObject({ state: 'failed', reason: 'delivery.refused' }));
    expect(house.customers.mails).toHaveLength(0);
  });

  test('is tried again while the mail server says later, or says nothing', async () => {
    house.customers.next({ refuse: 451, at: 'recipient' }, { refuse: 421, at: 'data' });
    const message = await answered();
    await house.customers.received(1);
    await eventually(async () => expect(await stateOf(message)).toMatchObject({ state: 'sent' }));
    expect(house.customers.mails).toHaveLength(1);
  });

  test('that bounces later is failed; a forged bounce for another address changes nothing', async () => {
    const message = await answered();
    await eventually(async () => expect(await stateOf(message)).toMatchObject({ state: 'sent' }));
    await write(bounce(message, 'other@customer.example'), { from: '' }).catch(() => undefined);
    expect(await stateOf(message)).toMatchObject({ state: 'sent' });
    await write(bounce(message, anna), { from: '' });
    expect(await stateOf(message)).toMatchObject({ state: 'failed', reason: 'delivery.refused' });
  });

  test('leaves once, however many server processes there are', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => writeUntilTaken(n, `c${n}@customer.example`)));
    await house.delivery.stop();
    for (const { id } of await house.all('conversations')) await house.answer(id, 'once');
    const workers = Array.from({ length: 4 }, () => startDelivery({ db: house.db, commit: house.exchange.commit, connectors: [house.connector], report: () => undefined }));
    await eventually(async () => expect(await house.db('deliveries').where({ state: 'sent' })).toHaveLength(40));
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(house.customers.mails).toHaveLength(40);
  });

  test('waits while the relay is gone, and leaves when it is back', async () => {
    const { port } = house.customers;
    await house.customers.stop();
    const message = await answered();
    await eventually(async () => expect(await house.db('deliveries').where('attempt', '>', 1)).toHaveLength(1));
    expect(await stateOf(message)).toMatchObject({ state: 'accepted' });
    const back = await openSmtpMailbox(port);
    await back.received(1);
    await eventually(async () => expect(await stateOf(message)).toMatchObject({ state: 'sent' }));
    await back.stop();
  });

  test('that the database could not record is not sent again', async () => {
    await house.delivery.stop();
    const refusals: unknown[] = [];
    const delivery = startDelivery({ db: house.db, commit: house.exchange.commit, connectors: [house.connector], report: (_event, error) => refusals.push(error) });
    await house.db.raw(`alter table messages add constraint never check (part->'delivery'->>'state' is distinct from 'sent')`);
    const message = await answered();
    delivery.wake();
    await house.customers.received(1);
    await comesTrue(() => refusals.length > 0);
    await house.db.raw('alter table messages drop constraint never');
    await house.db('deliveries').update({ leaseUntil: 0 });
    delivery.wake();
    await eventually(async () => expect(await stateOf(message)).toMatchObject({ state: 'sent' }));
    await delivery.stop();
    expect(house.customers.mails).toHaveLength(1);
  });

  test('two answers leave in the order in which they were written, also when the first has to wait', async () => {
    house.customers.next({ refuse: 451, at: 'recipient' });
    await write(mail('Message-ID: <1@customer.example>\nSubject: Order'));
    const [conversation] = await house.all('conversations');
    if (!conversation) throw new Error('no conversation');
    await house.answer(conversation.id, 'first');
    await house.answer(conversation.id, 'second');
    await house.customers.received(2);
    expect(house.customers.mails.map(({ mail: { text } }) => text?.trim())).toEqual(['first', 'second']);
  });
});

test('an automatic mail is taken in and marked, so that nothing answers it by itself', async () => {
  await write(mail('Auto-Submitted: auto-replied\nSubject: Out of office'));
  await write(mail('Subject: null sender'), { from: '' });
  await write(mail('List-Id: <news.example>\nSubject: News'));
  expect(await house.db('mails').orderBy('id').pluck('nature')).toEqual(['automatic', 'automatic', 'list']);
  expect(house.customers.mails).toHaveLength(0);
});

async function onlyConversation(): Promise<ConversationId> {
  const [conversation] = await house.all('conversations');
  if (conversation === undefined) throw new Error('no conversation');
  return conversation.id;
}

async function answered(): Promise<MessageId> {
  await write(mail('Message-ID: <1@customer.example>\nSubject: Order'));
  return house.answer(await onlyConversation(), 'On its way');
}

async function stateOf(message: string): Promise<unknown> {
  const part = (await house.all('messages')).find(({ id }) => id === message)?.part;
  return part?.kind === 'outbound' ? part.delivery : null;
}
