import { isDoubtful, type Delivery } from '#domain/conversation/message';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ServerProcess } from '../../support/server-process';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { openChannelHouse, type ChannelHouse } from '../../support/channel-house';
import { eventually } from '../../support/eventually';
import { deliverPlainly } from '../../support/plain-smtp';
import { openSmtpMailbox, type SmtpMailbox } from '../../support/smtp-mailbox';

let databases: CentralDatabases;
let house: ChannelHouse;
let customers: SmtpMailbox;
let server: ServerProcess;

beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());
beforeEach(async () => {
  house = await openChannelHouse(databases);
  await house.addChannel('email', 'support@shop.example');
  customers = await openSmtpMailbox();
  server = new ServerProcess({ database: house.url, relayPort: customers.port });
  await server.start();
});
afterEach(async () => {
  await server.stop();
  await customers.stop();
  await house.stop();
});

const mails = 40;
const kills = 2;
const inFlight = 8;

async function writeUntilAccepted(n: number): Promise<void> {
  const from = `c${n}@customer.example`;
  const content = Buffer.from(`From: ${from}\r\nMessage-ID: <${n}@customer.example>\r\nSubject: ${n}\r\n\r\nline ${n}\r\n`);
  for (;;) {
    try {
      return await deliverPlainly({ port: server.smtpPort, from, to: 'support@shop.example', content });
    } catch {
      await pause(50);
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function killNowAndThen(): Promise<void> {
  for (let n = 0; n < kills; n += 1) {
    await pause(100 + Math.random() * 300);
    await server.kill();
    await server.start();
  }
}

test('mails that senders repeat until they are accepted come in once each, whenever the server is killed', async () => {
  await Promise.all([killNowAndThen(), ...Array.from({ length: mails }, (_, n) => writeUntilAccepted(n))]);
  const texts = (await house.all('messages')).map(({ text }) => text);
  expect(texts.sort()).toEqual(Array.from({ length: mails }, (_, n) => `line ${n}`).sort());
}, 180_000);

test('answers arrive once whenever the server is killed, and what nobody knows of is named', async () => {
  await Promise.all(Array.from({ length: mails }, (_, n) => writeUntilAccepted(n)));
  const conversations = await house.all('conversations');
  const killing = killNowAndThen();
  const answers = await Promise.all(conversations.map(({ id }) => house.answer(id, `to ${id}`)));
  await killing;
  await eventually(async () => {
    expect((await standing()).filter(({ delivery }) => !isThrough(delivery))).toEqual([]);
  }, 120_000);
  const sent = (await standing()).flatMap(({ id, delivery }) => (delivery.state === 'sent' ? [`<${id}@shop.example>`] : []));
  const arrived = customers.mails.map(({ mail }) => mail.messageId ?? '');
  expect(new Set(arrived).size).toBe(arrived.length);
  expect(sent.filter((one) => !arrived.includes(one))).toEqual([]);
  expect([answers.length, answers.length - sent.length <= kills * inFlight]).toEqual([mails, true]);
}, 240_000);

async function standing(): Promise<readonly { readonly id: string; readonly delivery: Delivery }[]> {
  return (await house.all('messages')).flatMap(({ id, part }) => (part.kind === 'outbound' ? [{ id, delivery: part.delivery }] : []));
}

function isThrough(delivery: Delivery): boolean {
  return delivery.state === 'sent' || isDoubtful(delivery);
}
