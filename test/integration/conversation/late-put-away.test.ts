import { rowOf } from '#db/central/rows';
import { receiveMessage } from '#domain/conversation/receive-message';
import { id, type ConversationId } from '#kernel/id';
import { openExchange, type Exchange } from '#server/sync/exchange';
import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { translations } from '../../../renderer/text/say';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { cuttableProxy, type CuttableProxy } from '../../support/cuttable-proxy';
import { eventually } from '../../support/eventually';
import { ServerProcess } from '../../support/server-process';
import { arrivalsAt, type Arrive } from '../../support/shop-arrivals';
import { agent as olga, foundShop, type ShopCompany } from '../../support/shop-company';
import { Seat } from '../desk/seat';

let databases: CentralDatabases;
let db: Knex;
let exchange: Exchange;
let server: ServerProcess;
let shop: ShopCompany;
let arrive: Arrive;
let proxy: CuttableProxy;
let away: Seat;

beforeAll(async () => {
  databases = await startCentralDatabases();
  const fresh = await databases.fresh();
  db = fresh.db;
  exchange = await openExchange({ db, url: fresh.url, heard: {}, failed: () => undefined });
  shop = await foundShop(db, exchange.commit);
  arrive = arrivalsAt(shop, exchange.commit, 'email');
  server = new ServerProcess({ database: fresh.url });
  await server.start();
  proxy = await cuttableProxy(Number(new URL(server.url).port));
  away = new Seat({ server: `http://127.0.0.1:${proxy.port}`, signIn: `${olga.email}:${olga.password}` });
  await away.online();
});

afterEach(async () => {
  for (const { id: notice } of (await away.until({ name: 'notices', input: {} }, () => true)) ?? []) await away.ask('notice.dismiss', { id: notice });
});

afterAll(async () => {
  await away.leave();
  await proxy.close();
  await server.kill();
  await exchange.stop();
  await databases.stop();
});

const open = (conversation: ConversationId) => ({ name: 'conversation', input: { conversation, limit: 50 } }) as const;
const hour = 3_600_000;

async function taken(): Promise<ConversationId> {
  const conversation = await arrive();
  await away.until(open(conversation), (shown) => shown !== null);
  expect(await away.ask('conversation.take', { conversation })).toEqual({ ok: true, value: null });
  await away.until(open(conversation), (shown) => shown?.conversation.assignee !== null);
  return conversation;
}

async function withoutRoad(): Promise<void> {
  proxy.cut();
  await away.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
}

async function withRoad(): Promise<void> {
  proxy.mend();
  await away.online();
}

const caseOf = async (of: ConversationId) => {
  const conversation = rowOf('conversations', await db('conversations').where({ id: of }).first());
  return { conversation, case: rowOf('cases', await db('cases').where({ id: conversation.case }).first()) };
};

/** The customer writes again into this conversation. */
async function writesAgain(of: ConversationId): Promise<void> {
  await exchange.commit(shop.tenant, async (_tx, now, put) => {
    const thread = await caseOf(of);
    const row = rowOf('customers', await db('customers').where({ id: thread.conversation.customer }).first());
    const { changes } = receiveMessage(
      {
        message: id('message', randomUUID()), text: 'И ещё одно: адрес поменялся', html: null, attachments: [], authorName: row.name, subject: '', thread,
        channel: { id: shop.chat.id, kind: 'email', queue: shop.queue.id, team: shop.queue.team },
        customer: { known: true, row },
        fresh: { case: id('case', randomUUID()), conversation: id('conversation', randomUUID()), event: id('message', randomUUID()), caseNumber: 1 },
      },
      now,
    );
    await put(changes);
  });
}

const acts = [
  ['case.resolve', (conversation: ConversationId) => away.ask('case.resolve', { conversation })],
  ['case.snooze', (conversation: ConversationId) => away.ask('case.snooze', { conversation, until: Date.now() + hour })],
  ['case.wait', (conversation: ConversationId) => away.ask('case.wait', { conversation })],
  ['case.spam', (conversation: ConversationId) => away.ask('case.spam', { conversation })],
] as const;

test.each(acts)('a %s from before the customer wrote again hid what they wrote: the case stays open and unread, and the person is told', async (about, act) => {
  const conversation = await taken();
  await withoutRoad();
  expect(await act(conversation)).toEqual({ ok: true, value: null });
  await writesAgain(conversation);
  await withRoad();
  const told = await away.until({ name: 'notices', input: {} }, (notices) => notices.length > 0);
  expect(told).toMatchObject([{ code: 'customer.wrote', about, conversation }]);
  for (const language of ['ru', 'en'] as const) expect(translations[language]['failure.customer.wrote']).toBeTypeOf('string');
  expect(await away.until({ name: 'waitingWork', input: {} }, (list) => list.length === 0)).toEqual([]);
  const stands = await caseOf(conversation);
  expect(stands.conversation.unread).toBeGreaterThan(0);
  expect(['new', 'open']).toContain(stands.case.state.status);
  const shown = await away.until(open(conversation), (now) => now?.messages.at(-1)?.row.text.startsWith('И ещё') === true);
  expect(['new', 'open']).toContain(shown?.case.state.status);
});

test('an answer that closed its case leaves, though the customer wrote meanwhile; what they wrote stays open and unread', async () => {
  const conversation = await taken();
  await withoutRoad();
  expect(await away.ask('message.send', { conversation, text: 'Счёт приложен', seen: null, along: [{ do: 'tag', tag: 'счета' }, { do: 'resolve' }] })).toMatchObject({ ok: true });
  await away.until(open(conversation), (shown) => shown?.case.state.status === 'resolved');
  await writesAgain(conversation);
  await withRoad();
  expect(await away.until({ name: 'notices', input: {} }, (notices) => notices.length > 0)).toMatchObject([{ code: 'customer.wrote', about: 'case.resolve', conversation }]);
  await eventually(async () => {
    const sent = await db('messages').where({ conversation }).whereRaw(`"part"->>'kind' = 'outbound'`).select('text');
    expect(sent).toEqual([{ text: 'Счёт приложен' }]);
  });
  const stands = await caseOf(conversation);
  expect(stands.case).toMatchObject({ state: { status: 'open' }, tags: ['счета'] });
  expect(stands.conversation.unread).toBeGreaterThan(0);
});

test('an offline look at a conversation marked as read what came after it', async () => {
  const conversation = await taken();
  await withoutRoad();
  expect(await away.ask('conversation.read', { conversation })).toEqual({ ok: true, value: null });
  await writesAgain(conversation);
  await withRoad();
  await away.until({ name: 'waitingWork', input: {} }, (list) => list.length === 0);
  expect((await caseOf(conversation)).conversation.unread).toBeGreaterThan(0);
  expect(await away.ask('conversation.read', { conversation })).toEqual({ ok: true, value: null });
  await eventually(async () => expect((await caseOf(conversation)).conversation.unread).toBe(0));
});

test('who has seen what the customer wrote puts their case away, also without a road and behind an answer', async () => {
  const conversation = await taken();
  await writesAgain(conversation);
  await away.until(open(conversation), (shown) => shown?.messages.at(-1)?.row.text.startsWith('И ещё') === true);
  await withoutRoad();
  expect(await away.ask('message.send', { conversation, text: 'Счёт приложен', seen: null, along: [{ do: 'resolve' }] })).toMatchObject({ ok: true });
  await withRoad();
  await eventually(async () => expect((await caseOf(conversation)).case.state.status).toBe('resolved'));
  expect(await away.until({ name: 'notices', input: {} }, () => true)).toEqual([]);
});
