import { beginDelivery, claimDeliveries, settleDelivery } from '#db/central/delivery';
import type { ConversationId, MessageId } from '#kernel/id';
import { hour, minute } from '#kernel/instant';
import { startDelivery } from '#server/channel/delivery';
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { bounce } from '../../support/bounce';
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
const inDoubt = { state: 'failed', reason: 'delivery.inDoubt' };

function write(content: string, from = anna): Promise<void> {
  return deliverPlainly({ port: house.port, from, to: 'support@shop.example', content: Buffer.from(content.replaceAll('\n', '\r\n')) });
}

async function asked(): Promise<ConversationId> {
  await write(`From: Anna <${anna}>\nTo: support@shop.example\nMessage-ID: <1@customer.example>\nSubject: Order\n\nHello`);
  const [conversation] = await house.all('conversations');
  if (conversation === undefined) throw new Error('no conversation');
  return conversation.id;
}

async function answered(): Promise<MessageId> {
  return house.answer(await asked(), 'On its way');
}

async function stateOf(message: string): Promise<unknown> {
  const part = (await house.all('messages')).find(({ id }) => id === message)?.part;
  return part?.kind === 'outbound' ? part.delivery : null;
}

test('an answer whose acceptance got lost may have arrived, which is said, and leaves again only when a person wants it', async () => {
  house.customers.next('takeAndVanish');
  const conversation = await asked();
  const message = await house.answer(conversation, 'On its way');
  await eventually(async () => expect(await stateOf(message)).toMatchObject(inDoubt));
  await house.answer(conversation, 'The next one goes on');
  await house.customers.received(2);
  expect(house.customers.mails.map(({ mail: { text } }) => text?.trim())).toEqual(['On its way', 'The next one goes on']);
  await house.decide(message, true);
  await eventually(async () => expect(await stateOf(message)).toMatchObject({ state: 'sent' }));
  expect(house.customers.mails.map(({ mail: { messageId } }) => messageId).filter((one) => one === `<${message}@shop.example>`)).toHaveLength(2);
});

test('an answer in doubt that a person leaves at that never leaves again, and a bounce still ends it', async () => {
  house.customers.next('takeAndVanish');
  const message = await answered();
  await eventually(async () => expect(await stateOf(message)).toMatchObject(inDoubt));
  await house.decide(message, false);
  await house.decide(message, true);
  expect(await stateOf(message)).toMatchObject({ state: 'failed', reason: 'delivery.left' });
  expect(await house.db('deliveries').where({ state: 'doubt' })).toHaveLength(1);
  await write(bounce(message, anna), '');
  expect(await stateOf(message)).toMatchObject({ state: 'failed', reason: 'delivery.refused' });
  expect(house.customers.mails).toHaveLength(1);
});

test('an answer that was refused is tried again once however often it is asked for, and its failure stands until the provider took it', async () => {
  house.customers.next({ refuse: 550, at: 'recipient' }, { refuse: 451, at: 'recipient' });
  const message = await answered();
  await eventually(async () => expect(await stateOf(message)).toMatchObject({ state: 'failed', reason: 'delivery.refused' }));
  await house.delivery.stop();
  await house.decide(message, true);
  await house.decide(message, true);
  const patient = startDelivery({ db: house.db, commit: house.exchange.commit, connectors: [house.connector], report: () => undefined, plan: { pauses: [minute], giveUpAfter: hour } });
  await eventually(async () => expect(await house.db('deliveries').pluck('detail')).toEqual(['smtp 451']));
  // The provider says "later": what was said of the first try still stands.
  expect(await stateOf(message)).toHaveProperty('again');
  expect(await stateOf(message)).toMatchObject({ state: 'failed', reason: 'delivery.refused' });
  await house.db('deliveries').update({ dueAt: 0 });
  patient.wake();
  await eventually(async () => expect(await stateOf(message)).toMatchObject({ state: 'sent' }));
  await patient.stop();
  expect(house.customers.mails).toHaveLength(1);
});

test('an answer over which the line broke before its end is sent again: no server may keep half a mail', async () => {
  house.customers.next('vanish');
  const message = await house.answer(await asked(), 'With a file', { files: [{ name: 'large.bin', type: 'application/octet-stream', bytes: randomBytes(8_000_000) }] });
  await eventually(async () => expect(await stateOf(message)).toMatchObject({ state: 'sent' }));
  expect(house.customers.mails).toHaveLength(1);
});

test('an answer over which a process died may have arrived; whoever knows better is believed, also late', async () => {
  await house.delivery.stop();
  const message = await answered();
  const [claimed] = await claimDeliveries(house.db, { kinds: ['email'], most: 1, lease: 0 });
  if (claimed === undefined) throw new Error('nothing to claim');
  expect([await beginDelivery(house.db, claimed), await beginDelivery(house.db, claimed)]).toEqual([true, false]);
  const other = startDelivery({ db: house.db, commit: house.exchange.commit, connectors: [house.connector], report: () => undefined });
  await eventually(async () => expect(await stateOf(message)).toMatchObject(inDoubt));
  await other.stop();
  expect(house.customers.mails).toHaveLength(0);
  const settled = await house.exchange.commit(house.tenant, async (tx) => [await settleDelivery(tx, claimed, { state: 'waiting', again: 0, detail: '' }), await settleDelivery(tx, claimed, { state: 'sent', detail: '' })]);
  expect(settled).toEqual([false, true]);
});
