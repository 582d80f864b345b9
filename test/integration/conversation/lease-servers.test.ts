import { openCentral, type Central } from '#db/central/open';
import type { ConversationRow } from '#domain/conversation/conversation';
import { openExchange, type Exchange } from '#server/sync/exchange';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { hire, password } from '../../support/central-server';
import { foundCompany, type Company } from '../../support/company';
import { arriveByChat } from '../../support/live-chat';
import { ServerProcess } from '../../support/server-process';
import { Seat } from '../desk/seat';

let databases: CentralDatabases;
let db: Central;
let exchange: Exchange;
let company: Company;
let servers: readonly [ServerProcess, ServerProcess];
const seats: Seat[] = [];

beforeAll(async () => {
  databases = await startCentralDatabases();
  const { url } = await databases.fresh();
  db = openCentral(url);
  exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
  company = await foundCompany(db, exchange.commit);
  servers = [new ServerProcess({ database: url }), new ServerProcess({ database: url })];
  for (const server of servers) await server.start();
}, 60_000);
afterAll(async () => {
  await Promise.all(seats.map((seat) => seat.leave()));
  for (const server of servers) await server.stop();
  await exchange.stop();
  await db.destroy();
  await databases.stop();
});

const open = (talk: ConversationRow) => ({ name: 'conversation', input: { conversation: talk.id, limit: 50 } }) as const;

/** An agent at this server with a chat of their own. */
async function chatting(server: ServerProcess): Promise<{ readonly seat: Seat; readonly talk: ConversationRow }> {
  const talk = await arriveByChat(exchange.commit, { tenant: company.tenant, team: company.support });
  const { email } = await hire(exchange.commit, company.tenant, { teams: [company.support] });
  const seat = new Seat({ server: server.url, signIn: `${email}:${password}` });
  seats.push(seat);
  await seat.online();
  await seat.until(open(talk), (shown) => shown !== null);
  expect(await seat.ask('conversation.take', { conversation: talk.id })).toEqual({ ok: true, value: null });
  await seat.until(open(talk), (shown) => shown?.conversation.fence === 1);
  return { seat, talk };
}

test('of two servers one is killed: its agent’s chat goes back once, the other’s stays, and the late word leaves once where nobody took it meanwhile', async () => {
  const [lost, kept] = [await chatting(servers[0]), await chatting(servers[1])];
  await servers[0].kill();
  await lost.seat.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
  expect(await lost.seat.ask('message.send', { conversation: lost.talk.id, text: 'From a tunnel' })).toMatchObject({ ok: true });
  // As after ninety seconds in which one of them was heard and the other was not.
  await db('agent_leases').whereIn('person', db('conversations').where({ id: lost.talk.id }).select('assignee')).update({ until: 0 });
  await db('lease_watch').update({ since: 0, beatAt: Date.now() });
  await kept.seat.until(open(lost.talk), (shown) => shown?.conversation.assignee === null);
  await servers[0].start();
  await lost.seat.until(open(lost.talk), (shown) => shown?.messages.some(({ row, waiting }) => row.text === 'From a tunnel' && !waiting) === true, 60_000);
  const rows = await db('conversations').whereIn('id', [lost.talk.id, kept.talk.id]).orderBy('fence').select('id', 'fence');
  expect(rows).toEqual([{ id: kept.talk.id, fence: 1 }, { id: lost.talk.id, fence: 3 }]);
  expect(await db('messages').where({ text: 'From a tunnel' })).toHaveLength(1);
  expect(await db('messages').whereRaw(`part->'event'->>'type' = 'leaseEnded'`).pluck('conversation')).toEqual([lost.talk.id]);
});
