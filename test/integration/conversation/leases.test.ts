import type { ConversationRow } from '#domain/conversation/conversation';
import { id } from '#kernel/id';
import type { RunningServer } from '#server/start-server';
import { runCommand } from '#server/sync/command';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { hire, password, startTestServer } from '../../support/central-server';
import { arrive, foundCompany, type Company } from '../../support/company';
import { cuttableProxy } from '../../support/cuttable-proxy';
import { arriveByChat, leasesEnd } from '../../support/live-chat';
import { openOffice, seatAt } from '../../support/office';
import { Seat } from '../desk/seat';

const untils = z.array(z.number());

let databases: CentralDatabases;
let servers: readonly [RunningServer, RunningServer];
let company: Company;
const seats: Seat[] = [];

beforeAll(async () => {
  databases = await startCentralDatabases();
  const { url, db } = await databases.fresh();
  servers = [await startTestServer(url), await startTestServer(url)];
  company = await foundCompany(db, servers[0].services.exchange.commit);
});
afterAll(async () => {
  await Promise.all(seats.map((seat) => seat.leave()));
  for (const server of servers) await server.stop();
  await databases.stop();
});

const open = (conversation: ConversationRow) => ({ name: 'conversation', input: { conversation: conversation.id, limit: 50 } }) as const;

async function sit(server: string): Promise<Seat> {
  const { email } = await hire(servers[0].services.exchange.commit, company.tenant, { teams: [company.support] });
  const seat = new Seat({ server, signIn: `${email}:${password}` });
  seats.push(seat);
  return seat;
}

/** An agent at the first server who owns a conversation. */
async function owning(talk: ConversationRow, at: string = servers[0].url): Promise<Seat> {
  const seat = await sit(at);
  await seat.online();
  await seat.until(open(talk), (shown) => shown !== null);
  expect(await seat.ask('conversation.take', { conversation: talk.id })).toEqual({ ok: true, value: null });
  await seat.until(open(talk), (shown) => shown?.conversation.fence === 1);
  return seat;
}

const support = () => ({ tenant: company.tenant, team: company.support });
const stored = (talk: ConversationRow): Promise<{ assignee: string | null; fence: number }> => servers[0].services.db('conversations').where({ id: talk.id }).first('assignee', 'fence');
const returns = (talk: ConversationRow): Promise<string[]> => servers[0].services.db('messages').where({ conversation: talk.id }).whereRaw(`part->'event'->>'type' = 'leaseEnded'`).pluck('id');
const everyServerLooks = () => Promise.all([1, 2, 3].flatMap(() => servers.map(({ services }) => services.leases.look())));
/** A look of the servers' own may be under way at any moment: it renews what it has heard before, and what it has in hand the others pass over. */
async function goesBack(talk: ConversationRow): Promise<void> {
  const ended = async () => {
    await everyServerLooks();
    await leasesEnd(servers[0].services.db);
    await everyServerLooks();
    return stored(talk);
  };
  await expect.poll(ended).toEqual({ assignee: null, fence: 2 });
}

test('the chats of an agent who is out of reach go back to the queue, once, and a mail stays with its owner', async () => {
  const { commit } = servers[0].services.exchange;
  const [chat, mail] = [await arriveByChat(commit, support()), await arrive(commit, support())];
  const seat = await owning(chat);
  await seat.until(open(mail), (shown) => shown !== null);
  await seat.ask('conversation.take', { conversation: mail.id });
  const colleague = await sit(servers[1].url);
  await colleague.until(open(chat), (shown) => shown !== null && shown.conversation.assignee !== null);

  await seat.leave();
  await goesBack(chat);
  await everyServerLooks();
  expect(await returns(chat)).toHaveLength(1);
  expect(await stored(mail)).toMatchObject({ fence: 1 });
  const shown = await colleague.until(open(chat), (now) => now?.conversation.assignee === null);
  expect(shown?.messages.at(-1)?.row.part).toMatchObject({ kind: 'event', event: { type: 'leaseEnded' } });
});

test('an agent whose desk only reads is heard, and keeps their chats', async () => {
  const { db, exchange, leases } = servers[0].services;
  const chat = await arriveByChat(exchange.commit, support());
  const seat = await owning(chat);
  await leases.look();
  const { assignee: person } = await stored(chat);
  const until = async (): Promise<number> => Math.max(...untils.parse(await db('agent_leases').where({ person }).pluck('until')));
  const before = await until();
  // News every half a second: a desk that hears so much has no reason to knock itself.
  const news = setInterval(() => void arrive(exchange.commit, support()), 500);
  await expect.poll(until, { interval: 500 }).toBeGreaterThan(before + 4000);
  clearInterval(news);
  await everyServerLooks();
  expect([await returns(chat), await stored(chat)]).toMatchObject([[], { fence: 1 }]);
  await seat.leave();
});

test('nobody is out of reach while no server could hear them', async () => {
  // Processes that look when they are told to: one whose look is under way while the night is made would end what it must not.
  const office = await openOffice((await databases.fresh()).url, 6);
  const place = await foundCompany(office.db, office.exchange.commit).then(({ tenant, support: team }) => ({ tenant, team }));
  const chat = await arriveByChat(office.exchange.commit, place);
  const { who } = await seatAt(office, place);
  expect(await runCommand(office.push, who, { key: randomUUID(), command: { name: 'conversation.take', args: { conversation: chat.id, event: id('message', randomUUID()) } } })).toBeNull();
  const processes = [office.leases(), office.leases()];
  const everyLook = () => Promise.all([1, 2, 3].flatMap(() => processes.map((leases) => leases.look())));
  const fence = (): Promise<number[]> => office.db('conversations').where({ id: chat.id }).pluck('fence');
  await everyLook();
  // As after a night without any server: the last beat is long ago, and every lease is over.
  await leasesEnd(office.db, { beatAt: 0 });
  await everyLook();
  expect(await fence()).toEqual([1]);
  await leasesEnd(office.db);
  await everyLook();
  expect(await fence()).toEqual([2]);
  await office.close();
});

test('a reply of a late holder whose chat a colleague took is refused by its number and comes back to the composer', async () => {
  const { db, exchange } = servers[0].services;
  const proxy = await cuttableProxy(Number(new URL(servers[0].url).port));
  const chat = await arriveByChat(exchange.commit, support());
  const seat = await owning(chat, `http://127.0.0.1:${proxy.port}`);
  proxy.cut();
  await seat.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
  expect(await seat.ask('message.send', { conversation: chat.id, text: 'Written in a tunnel' })).toMatchObject({ ok: true });
  await goesBack(chat);
  const colleague = await sit(servers[1].url);
  await colleague.online();
  await colleague.until(open(chat), (shown) => shown?.conversation.assignee === null);
  expect(await colleague.ask('conversation.take', { conversation: chat.id })).toEqual({ ok: true, value: null });
  proxy.mend();
  const shown = await seat.until(open(chat), (now) => (now?.returned.length ?? 0) > 0);
  expect(shown?.returned).toMatchObject([{ mode: 'reply', text: 'Written in a tunnel' }]);
  expect(await db('messages').where({ conversation: chat.id, text: 'Written in a tunnel' })).toEqual([]);
  const told = await seat.until({ name: 'notices', input: {} }, (notices) => notices.length > 0);
  expect(told).toMatchObject([{ code: 'assignment.ended', conversation: chat.id }]);
  // The composer takes it in: kept as a draft and let go of in one step.
  await seat.ask('draft.save', { conversation: chat.id, mode: 'reply', text: 'Written in a tunnel', taken: (shown?.returned ?? []).map(({ id }) => id) });
  expect(await seat.until(open(chat), (now) => now?.returned.length === 0)).toMatchObject({ drafts: [{ mode: 'reply', text: 'Written in a tunnel' }] });
  await seat.leave();
  await proxy.close();
});
