import { rowOf } from '#db/central/rows';
import type { ConversationId } from '#kernel/id';
import { openExchange, type Exchange } from '#server/sync/exchange';
import type { Knex } from 'knex';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { translations } from '../../../renderer/text/say';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { cuttableProxy, type CuttableProxy } from '../../support/cuttable-proxy';
import { eventually } from '../../support/eventually';
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
let away: Seat;
let here: Seat;

beforeAll(async () => {
  databases = await startCentralDatabases();
  const fresh = await databases.fresh();
  db = fresh.db;
  exchange = await openExchange({ db, url: fresh.url, heard: {}, failed: () => undefined });
  arrive = arrivalsAt(await foundShop(db, exchange.commit), exchange.commit, 'email');
  server = new ServerProcess({ database: fresh.url });
  await server.start();
  proxy = await cuttableProxy(Number(new URL(server.url).port));
  away = new Seat({ server: `http://127.0.0.1:${proxy.port}`, signIn: `${olga.email}:${olga.password}` });
  here = new Seat({ server: server.url, signIn: `${olga.email}:${olga.password}` });
  await away.online();
  await here.online();
});

afterAll(async () => {
  await away.leave();
  await here.leave();
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

test('what was done without the network on what went to a colleague meanwhile is told in words, each of it, and its text is back; the rest stands at the server', async () => {
  const [answered, resolved, snoozed, mine] = [await taken(), await taken(), await taken(), await taken()];
  proxy.cut();
  await away.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
  const done = [
    await away.ask('message.send', { conversation: answered, text: 'Ответ из туннеля', seen: null }),
    await away.ask('note.add', { conversation: answered, text: 'Заметка из туннеля' }),
    await away.ask('case.resolve', { conversation: resolved }),
    await away.ask('case.snooze', { conversation: snoozed, until: Date.now() + hour }),
    await away.ask('case.tag', { conversation: mine, add: ['возврат'], remove: [] }),
    await away.ask('message.send', { conversation: mine, text: 'Ответ, который дошёл', seen: null }),
  ];
  expect(done.map(({ ok }) => ok)).toEqual(done.map(() => true));
  const to = rowOf('people', await db('people').where({ name: timur.name }).first()).id;
  for (const conversation of [answered, resolved, snoozed]) {
    await here.until(open(conversation), (shown) => shown?.conversation.assignee !== null);
    expect(await here.ask('conversation.assign', { conversation, to })).toEqual({ ok: true, value: null });
  }
  proxy.mend();
  await away.online();

  const notices = await away.until({ name: 'notices', input: {} }, (told) => told.length >= 3);
  const told = (notices ?? []).map(({ about, conversation }) => `${about} ${conversation}`).toSorted();
  expect(told).toEqual([`message.send ${answered}`, `case.resolve ${resolved}`, `case.snooze ${snoozed}`].toSorted());
  for (const { code, about } of notices ?? []) {
    for (const language of ['ru', 'en'] as const) expect([translations[language][`failure.${code}`], about !== null && translations[language][`intent.${about}`]]).not.toContain(undefined);
  }
  const back = await away.until(open(answered), (shown) => (shown?.returned.length ?? 0) > 0);
  expect(back?.returned).toMatchObject([{ mode: 'reply', text: 'Ответ из туннеля' }]);
  await eventually(async () => {
    const stored = (await db('messages').select('text')).map(({ text }: { readonly text: string }) => text);
    expect(stored.filter((text) => /туннеля|дошёл/.test(text)).toSorted()).toEqual(['Заметка из туннеля', 'Ответ, который дошёл']);
  });
  const shown = await away.until(open(mine), (now) => now?.case.tags.includes('возврат') === true);
  expect(shown?.case.tags).toEqual(['возврат']);
});
