import { setSignature } from '#db/central/signatures';
import type { ConversationId } from '#kernel/id';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { eventually } from '../../support/eventually';
import { openMailHouse, type MailHouse } from '../../support/mail-house';
import { deliverPlainly } from '../../support/plain-smtp';

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

async function asked(fields: string): Promise<ConversationId> {
  await deliverPlainly({ port: house.port, from: anna, to: 'support@shop.example', content: Buffer.from(`From: Anna <${anna}>\r\nTo: support@shop.example\r\n${fields}\r\n\r\nHello`) });
  const [conversation] = await house.all('conversations');
  if (conversation === undefined) throw new Error('no conversation');
  return conversation.id;
}

describe('an answer by mail', () => {
  test('goes to everybody whom the agent named, and nobody reads who stands in BCC', async () => {
    const conversation = await asked('Cc: boris@work.example, support@shop.example\r\nSubject: Two of us');
    expect((await house.all('messages')).map(({ part }) => part)).toMatchObject([{ names: { from: anna, to: ['support@shop.example'], cc: ['boris@work.example', 'support@shop.example'], more: 0 } }]);
    const recipients = { to: [anna], cc: ['boris@work.example'], bcc: ['chief@elsewhere.example'] };
    const message = await house.answer(conversation, 'To both of you', { recipients });
    await house.customers.received(1);
    const [{ to, raw, mail: read } = { to: [], raw: Buffer.alloc(0), mail: null }] = house.customers.mails;
    expect([to, read?.cc?.map(({ address }) => address), raw.includes('chief')]).toEqual([[anna, 'boris@work.example', 'chief@elsewhere.example'], ['boris@work.example'], false]);
    await eventually(async () => expect((await house.all('messages')).find(({ id: one }) => one === message)?.part).toMatchObject({ recipients, delivery: { state: 'sent' } }));
  });

  test('of which a server refuses one recipient says so, and is not sent again to the others', async () => {
    const conversation = await asked('Subject: Two of us');
    house.customers.next({ refuse: 550, at: 'recipient' });
    const message = await house.answer(conversation, 'To both of you', { recipients: { to: ['gone@work.example', anna], cc: [], bcc: [] } });
    await eventually(async () => expect((await house.all('messages')).find(({ id: one }) => one === message)?.part).toMatchObject({ delivery: { state: 'failed', reason: 'delivery.partly' } }));
    expect(house.customers.mails.map(({ to }) => to)).toEqual([[anna]]);
  });

  test('that takes a message along to somebody else brings its words and its files, and tells them nothing of the thread', async () => {
    const body = ['Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'Is this mine?', '--b', 'Content-Type: text/plain; name=bill.txt', 'Content-Disposition: attachment', '', 'bill', '--b--', ''].join('\r\n');
    await deliverPlainly({ port: house.port, from: anna, to: 'support@shop.example', content: Buffer.from(`From: Anna <${anna}>\r\nTo: support@shop.example\r\nSubject: A bill\r\nMessage-ID: <1@customer.example>\r\n${body}`) });
    const [[conversation], [asking]] = await Promise.all([house.all('conversations'), house.all('messages')]);
    if (conversation === undefined || asking === undefined) throw new Error('nothing came');
    await house.answer(conversation.id, 'Please look', { recipients: { to: ['bank@partner.example'], cc: [], bcc: [] }, forwards: asking.id });
    await house.customers.received(1);
    const [{ to, mail } = { to: [], mail: null }] = house.customers.mails;
    expect(to).toEqual(['bank@partner.example']);
    expect(mail).toMatchObject({ subject: 'Fwd: A bill', attachments: [{ filename: 'bill.txt' }] });
    expect([mail?.inReplyTo, mail?.references]).toEqual([undefined, undefined]);
    for (const part of ['Please look', `From: Anna <${anna}>`, 'Subject: A bill', 'Is this mine?']) expect(mail?.text).toContain(part);
    expect((await house.all('cases')).map(({ state }) => state.status)).toEqual(['new']);
    expect((await house.all('conversations')).map(({ firstResponse }) => firstResponse.state)).toEqual(['running']);
  });

  test('carries the signature of its author: that of the mailbox, else that for all', async () => {
    const author = { tenant: house.tenant, person: house.agent.id };
    await setSignature(house.db, author, { channel: null, text: '{name}, the shop' });
    const conversation = await asked('Subject: Who are you');
    await house.answer(conversation, 'For all');
    await house.customers.received(1);
    await setSignature(house.db, author, { channel: house.channel.id, text: '{name}, support' });
    await house.answer(conversation, 'Of the mailbox');
    await house.customers.received(2);
    await setSignature(house.db, author, { channel: house.channel.id, text: '' });
    await setSignature(house.db, author, { channel: null, text: '' });
    await house.answer(conversation, 'None');
    await house.customers.received(3);
    expect(house.customers.mails.map(({ mail }) => mail.text?.trimEnd())).toEqual(['For all\n\n-- \nOlga, the shop', 'Of the mailbox\n\n-- \nOlga, support', 'None']);
  });

  test('to an address of ours does not leave', async () => {
    const conversation = await asked('Subject: Loop');
    const message = await house.answer(conversation, 'To ourselves', { recipients: { to: [anna], cc: ['support+any@shop.example'], bcc: [] } });
    await eventually(async () => expect((await house.all('messages')).find(({ id: one }) => one === message)?.part).toMatchObject({ delivery: { state: 'failed', reason: 'delivery.refused' } }));
    expect(house.customers.mails).toEqual([]);
  });
});
