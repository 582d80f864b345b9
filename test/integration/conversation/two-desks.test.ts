import type { ConversationId, MessageId } from '#kernel/id';
import { openExchange, type Exchange } from '#server/sync/exchange';
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { cuttableProxy, type CuttableProxy } from '../../support/cuttable-proxy';
import { ServerProcess } from '../../support/server-process';
import { arrivalsAt, type Arrive } from '../../support/shop-arrivals';
import { agent as olga, colleague as timur, foundShop } from '../../support/shop-company';
import { Seat } from '../desk/seat';

let databases: CentralDatabases;
let db: Knex;
let exchange: Exchange;
let server: ServerProcess;
let arrive: Arrive;
let proxy: CuttableProxy;
const seats: Seat[] = [];

beforeAll(async () => {
  databases = await startCentralDatabases();
  const fresh = await databases.fresh();
  db = fresh.db;
  exchange = await openExchange({ db, url: fresh.url, heard: {}, failed: () => undefined });
  const shop = await foundShop(db, exchange.commit);
  arrive = arrivalsAt(shop, exchange.commit, 'email');
  server = new ServerProcess({ database: fresh.url });
  await server.start();
  proxy = await cuttableProxy(Number(new URL(server.url).port));
});

afterEach(async () => {
  proxy.mend();
  for (const seat of seats.splice(0)) await seat.leave();
});

afterAll(async () => {
  await proxy.close();
  await server.kill();
  await exchange.stop();
  await databases.stop();
});

async function seated(url: string): Promise<Seat> {
  const seat = new Seat({ server: url, signIn: `${olga.email}:${olga.password}` });
  seats.push(seat);
  await seat.online();
  return seat;
}

const open = (conversation: ConversationId) => ({ name: 'conversation', input: { conversation, limit: 50 } }) as const;

async function answered(seat: Seat, { conversation, text, seen }: { readonly conversation: ConversationId; readonly text: string; readonly seen: MessageId | null }): Promise<MessageId> {
  const sent = await seat.ask('message.send', { conversation, text, seen });
  if (!sent.ok) throw new Error(sent.code);
  return sent.value.message;
}

async function atServer(conversation: ConversationId): Promise<readonly string[]> {
  const rows = await db('messages').where({ conversation }).whereRaw(`"part"->>'kind' = 'outbound'`).orderBy('at').select('text');
  return rows.map(({ text }: { readonly text: string }) => text);
}

/** One person at two computers, the second of them behind a road that can be cut. */
async function twice(): Promise<{ readonly here: Seat; readonly away: Seat; readonly conversation: ConversationId }> {
  const [here, away] = [await seated(server.url), await seated(`http://127.0.0.1:${proxy.port}`)];
  const conversation = await arrive();
  await here.until(open(conversation), (shown) => shown !== null);
  expect(await here.ask('conversation.take', { conversation })).toEqual({ ok: true, value: null });
  for (const seat of [here, away]) await seat.until(open(conversation), (shown) => shown?.conversation.assignee !== null && shown !== null);
  return { here, away, conversation };
}

test('of two windows that answer at the same time the second is told before anything leaves, with its text in the draft and the other answer to read', async () => {
  const { here, away, conversation } = await twice();
  await answered(here, { conversation, text: 'Счёт приложен', seen: null });
  await away.until(open(conversation), (shown) => shown?.conversation.answered !== null && shown !== null);
  expect(await away.ask('message.send', { conversation, text: 'Вот счёт', seen: null })).toEqual({ ok: false, code: 'conversation.answered' });
  expect(await atServer(conversation)).toEqual(['Счёт приложен']);
});

test('answers that were written without a network past one that arrived meanwhile come back, all of them, and leave when their writer has read it', async () => {
  const { here, away, conversation } = await twice();
  proxy.cut();
  await away.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
  const first = await answered(away, { conversation, text: 'Вот счёт', seen: null });
  await answered(away, { conversation, text: 'И акт', seen: first });
  const known = await answered(here, { conversation, text: 'Счёт приложен', seen: null });
  await here.online();
  proxy.mend();
  const back = await away.until(open(conversation), (shown) => shown?.returned.length === 2);
  expect(back?.returned).toMatchObject([{ text: 'Вот счёт', seen: null }, { text: 'И акт', seen: first }]);
  expect(back?.messages.at(-1)?.row.text).toBe('Счёт приложен');
  expect(await away.until({ name: 'answersSince', input: { conversation, known: null, most: 20 } }, (told) => told?.answers.length === 1)).toMatchObject({ answers: [{ text: 'Счёт приложен' }], before: 0 });
  expect(await away.until({ name: 'notices', input: {} }, (notices) => notices.length === 2)).toMatchObject([{ code: 'conversation.answered' }, { code: 'conversation.answered' }]);
  await answered(away, { conversation, text: 'Вот счёт\nИ акт', seen: known });
  await away.online();
  expect(await atServer(conversation)).toEqual(['Счёт приложен', 'Вот счёт\nИ акт']);
});

test('a colleague sees who writes, and the one who writes does not see themselves', async () => {
  const { here, away, conversation } = await twice();
  const other = new Seat({ server: server.url, signIn: `${timur.email}:${timur.password}` });
  seats.push(other);
  await other.online();
  await here.ask('conversation.typing', { conversation, quiet: true });
  const shown = await other.until(open(conversation), (now) => now?.writing.length === 1);
  expect(shown?.writing).toEqual([shown?.conversation.assignee]);
  // What is said next to their other desk comes behind such a mark.
  expect(await here.ask('note.add', { conversation, text: 'Пишу ему' })).toMatchObject({ ok: true });
  expect((await away.until(open(conversation), (now) => now?.messages.at(-1)?.row.text === 'Пишу ему'))?.writing).toEqual([]);
});
