import { queueAutomaticMail, setAutomaticAnswer } from '#db/central/automatic-answers';
import { startAutomaticAnswers } from '#server/channel/email/automatic-answer';
import { id } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import { day } from '#kernel/instant';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openChannelHouse } from '../../support/channel-house';
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
  house = await answering();
});
afterEach(() => house.stop());

async function answering(): Promise<MailHouse> {
  const opened = await openMailHouse(databases);
  await setAutomaticAnswer(opened.db, { tenant: opened.tenant, channel: opened.channel.id }, 'We read your mail within the hour.');
  return opened;
}

let count = 0;

type Own = { readonly from?: string; readonly envelope?: string; readonly fields?: string; readonly subject?: string };

function write(to: MailHouse, own: Own = {}): Promise<void> {
  count += 1;
  const { from = 'anna@customer.example', fields = '', subject = `Question ${count}` } = own;
  const content = `From: <${from}>\r\nTo: support@shop.example\r\nSubject: ${subject}\r\nMessage-ID: <${count}@customer.example>\r\n${fields}\r\nText ${count}`;
  return deliverPlainly({ port: to.port, from: own.envelope ?? from, to: 'support@shop.example', content: Buffer.from(content) });
}

/** Nothing waits to leave any more. */
const left = (of: MailHouse): Promise<void> => eventually(async () => expect(await of.db('automatic_mails').select()).toEqual([]));

test('a person hears once a day that their mail came, with no sender whom a program could answer', async () => {
  await write(house);
  await house.customers.received(1);
  const [answer] = house.customers.mails;
  expect([answer?.from, answer?.to]).toEqual(['', ['anna@customer.example']]);
  expect(answer?.mail).toMatchObject({ subject: `Re: Question ${count}`, inReplyTo: `<${count}@customer.example>` });
  expect(answer?.mail.text).toContain('We read your mail within the hour.');
  expect(String(answer?.raw)).toMatch(/^Auto-Submitted: auto-replied\r$/m);
  await write(house);
  await write(house, { from: 'anna+orders@customer.example' });
  await left(house);
  expect(house.customers.mails).toHaveLength(1);
  await house.db('automatic_answers_given').update({ at: Date.now() - day - 1 });
  await write(house);
  await house.customers.received(2);
});

test.each([
  ['a program', { fields: 'Auto-Submitted: auto-replied\r\n' }],
  ['a program that says so in its subject alone', { subject: 'Автоответ: я в отпуске' }],
  ['a list', { fields: 'List-Id: <news.example>\r\n' }],
  ['whoever names no sender', { envelope: '' }],
  ['an address that nobody reads', { from: 'no-reply@customer.example' }],
  ['a channel of our own', { from: 'support@shop.example' }],
])('%s is not answered', async (_what, own) => {
  await write(house, own);
  expect(await house.all('messages')).toHaveLength(1);
  expect(await house.db('automatic_answers_given').select()).toEqual([]);
  await left(house);
  expect(house.customers.mails).toEqual([]);
});

test('two servers that answer each other by themselves stop after one mail each, even when the road loses every mark of it', async () => {
  const other = await answering();
  try {
    await other.db('channels').update({ address: 'help@other.example' });
    const carried = { toOther: 0, toHouse: 0 };
    const bare = (raw: Buffer): Buffer => Buffer.from(raw.toString('latin1').replace(/^(?:Auto-Submitted|Precedence|X-Auto-Response-Suppress): .*\r\n/gm, ''), 'latin1');
    const carry = async (): Promise<void> => {
      for (; carried.toOther < house.customers.mails.length; carried.toOther += 1) {
        await deliverPlainly({ port: other.port, from: 'support@shop.example', to: 'help@other.example', content: bare(house.customers.mails[carried.toOther]?.raw ?? Buffer.alloc(0)) });
      }
      for (; carried.toHouse < other.customers.mails.length; carried.toHouse += 1) {
        await deliverPlainly({ port: house.port, from: 'help@other.example', to: 'support@shop.example', content: bare(other.customers.mails[carried.toHouse]?.raw ?? Buffer.alloc(0)) });
      }
    };
    await write(house, { from: 'help@other.example' });
    await eventually(async () => {
      await carry();
      expect(carried).toEqual({ toOther: 1, toHouse: 1 });
    });
    await carry();
    for (const one of [house, other]) await left(one);
    await carry();
    expect(carried).toEqual({ toOther: 1, toHouse: 1 });
  } finally {
    await other.stop();
  }
});

test('one that breaks whoever sends it is let go after a few attempts', async () => {
  const bare = await openChannelHouse(databases);
  const { db, tenant } = bare;
  const channel = await bare.addChannel('email', 'support@shop.example');
  await bare.exchange.commit(tenant, (tx) => queueAutomaticMail(tx, { tenant, channel: channel.id, conversation: id('conversation', randomUUID()), address: 'anna@customer.example', subject: 'Broken', text: 'Broken', answers: null, references: [], at: 1 }));
  const failures: unknown[] = [];
  const worker = startAutomaticAnswers({ db, tokens: house.tokens, send: async () => Promise.reject(new Error('broken')), failed: (error) => failures.push(error) });
  await eventually(async () => {
    await db('automatic_mails').update({ dueAt: 0 });
    worker.wake();
    expect(await db('automatic_mails').select()).toEqual([]);
  });
  await worker.stop();
  await bare.stop();
  expect(failures).toHaveLength(6);
});
