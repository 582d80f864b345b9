import { intent } from '#contract/intents';
import { setChatSite } from '#db/central/chat-sites';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { MessageRow } from '#domain/conversation/message';
import { id, type ConversationId } from '#kernel/id';
import type { RunningServer } from '#server/start-server';
import { runCommand } from '#server/sync/command';
import { pushMutations } from '#server/sync/push';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTeam, createTenant } from '../../support/accounts';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { hire, password, startTestServer } from '../../support/central-server';
import { openChannelHouse, type ChannelHouse } from '../../support/channel-house';
import { arrive, type VisitorPage } from '../../support/chat-visitor';
import { cuttableProxy, type CuttableProxy } from '../../support/cuttable-proxy';
import { arriveByChat, leasesEnd } from '../../support/live-chat';
import { openOffice, seatAt } from '../../support/office';
import { Seat } from '../desk/seat';

let databases: CentralDatabases;
let house: ChannelHouse;
let server: RunningServer;
let road: CuttableProxy;
const seats: Seat[] = [];

beforeAll(async () => {
  databases = await startCentralDatabases();
  house = await openChannelHouse(databases);
  const channel = await house.addChannel('chat', 'site-key');
  await setChatSite(house.db, { tenant: house.tenant, channel: channel.id }, { origins: ['https://shop.example'] });
  server = await startTestServer(house.url);
  road = await cuttableProxy(Number(new URL(server.url).port));
});
beforeEach(() => road.mend());
afterAll(async () => {
  await Promise.all(seats.map((seat) => seat.leave()));
  await road.close();
  await server.stop();
  await house.stop();
  await databases.stop();
});

const open = (conversation: ConversationId) => ({ name: 'conversation', input: { conversation, limit: 50 } }) as const;
const ownerOf = z.object({ assignee: z.string().nullable() });
const patient = { timeout: 30_000, interval: 50 };

function sit(email: string, at: string, home?: string): Seat {
  const seat = new Seat({ server: at, signIn: `${email}:${password}`, ...(home === undefined ? {} : { home }) });
  seats.push(seat);
  return seat;
}

type Chat = { readonly page: VisitorPage; readonly agent: Seat; readonly email: string; readonly conversation: ConversationId };

/** A visitor of the shop, and an agent behind a road that can be cut, who owns their chat. */
async function chatting(): Promise<Chat> {
  const page = await arrive({ address: `${server.url.replace('http:', 'ws:')}/chat`, site: 'site-key' });
  const text = `Вопрос ${randomUUID()}`;
  page.say(text);
  const begun = (): Promise<MessageRow | undefined> => house.all('messages').then((rows) => rows.find((row) => row.text === text));
  await expect.poll(begun, patient).toBeDefined();
  const conversation = (await begun())?.conversation ?? id('conversation', 'none');
  const { email } = await hire(server.services.exchange.commit, house.tenant, { teams: [house.team.id] });
  const agent = sit(email, `http://127.0.0.1:${road.port}`);
  await agent.online();
  await agent.until(open(conversation), (shown) => shown !== null);
  expect(await agent.ask('conversation.take', { conversation })).toEqual({ ok: true, value: null });
  await agent.until(open(conversation), (shown) => shown?.conversation.fence === 1);
  return { page, agent, email, conversation };
}

async function colleagueOf({ conversation }: Chat): Promise<Seat> {
  const { email } = await hire(server.services.exchange.commit, house.tenant, { teams: [house.team.id] });
  const colleague = sit(email, server.url);
  await colleague.online();
  await colleague.until(open(conversation), (shown) => shown !== null);
  return colleague;
}

async function goesOffline({ agent }: Pick<Chat, 'agent'>): Promise<void> {
  road.cut();
  await agent.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
}

/** What somebody works on at the moment of a look is left for the next one. */
async function leaseEnds({ conversation }: Pick<Chat, 'conversation'>): Promise<void> {
  const { leases, db } = server.services;
  const owner = async (): Promise<string | null> => {
    await leases.look();
    await leasesEnd(db);
    await leases.look();
    return ownerOf.parse(await db('conversations').where({ id: conversation }).first('assignee')).assignee;
  };
  await expect.poll(owner, patient).toBeNull();
}

const stored = async (conversation: ConversationId): Promise<ConversationRow | undefined> => (await house.all('conversations')).find(({ id: of }) => of === conversation);
const said = (page: VisitorPage): readonly string[] => page.lines().map(({ text }) => text).slice(1);
const lines = async (conversation: ConversationId): Promise<readonly string[]> =>
  (await house.all('messages')).filter((row) => row.conversation === conversation).toSorted((one, other) => one.at - other.at).map(({ part, text }) => (part.kind === 'event' ? part.event.type : text)).slice(1);

test('what was written in a chat whose lease ended meanwhile leaves by itself, once and in order, where nobody took it', async () => {
  const chat = await chatting();
  const { page, agent, conversation } = chat;
  const colleague = await colleagueOf(chat);
  const file = join(agent.home, 'scheme.txt');
  await writeFile(file, 'how to get there');
  await goesOffline(chat);
  expect(await agent.attach(conversation, [file])).toMatchObject({ ok: true });
  const attached = await agent.until(open(conversation), (shown) => shown?.files.length === 1);
  expect(await agent.ask('message.send', { conversation, text: 'Один', attachments: (attached?.files ?? []).map(({ hash }) => hash) })).toMatchObject({ ok: true });
  expect(await agent.ask('message.send', { conversation, text: 'Два' })).toMatchObject({ ok: true });
  expect(await agent.ask('note.add', { conversation, text: 'Заметка' })).toMatchObject({ ok: true });
  page.say('Вы здесь?');
  await expect.poll(() => lines(conversation), patient).toContain('Вы здесь?');
  await leaseEnds(chat);
  await colleague.until(open(conversation), (shown) => shown?.conversation.assignee === null);
  expect(await agent.ask('message.send', { conversation, text: 'Три' })).toMatchObject({ ok: true });
  expect(await agent.ask('case.snooze', { conversation, until: Date.now() + 3_600_000 })).toMatchObject({ ok: true });
  road.mend();
  await expect.poll(() => said(page), patient).toEqual(['Вы здесь?', 'Один', 'Два', 'Три']);
  await agent.online();
  expect(await lines(conversation)).toEqual(['taken', 'Вы здесь?', 'leaseEnded', 'taken', 'Один', 'Два', 'Заметка', 'Три']);
  const shown = await agent.until(open(conversation), (now) => now?.conversation.fence === 3);
  // What the visitor said meanwhile is not put off unread.
  expect(shown).toMatchObject({ returned: [], case: { state: { status: 'open' } } });
  expect(await agent.until({ name: 'notices', input: {} }, (told) => told.length > 0)).toMatchObject([{ code: 'customer.wrote', about: 'case.snooze' }]);
  await colleague.until(open(conversation), (now) => now?.conversation.assignee === shown?.conversation.assignee);
  expect((await house.all('messages')).find(({ text }) => text === 'Один')?.attachments).toMatchObject([{ name: 'scheme.txt' }]);
});

test('so it does when the desk dies without a road, and when the lease of who came back ends once more', async () => {
  const chat = await chatting();
  const { page, agent, conversation } = chat;
  await goesOffline(chat);
  await agent.ask('message.send', { conversation, text: 'Один' });
  await leaseEnds(chat);
  await agent.leave();
  road.mend();
  const back = sit(chat.email, `http://127.0.0.1:${road.port}`, agent.home);
  await expect.poll(() => said(page), patient).toEqual(['Один']);
  await back.online();
  await goesOffline({ agent: back });
  await back.ask('message.send', { conversation, text: 'Два' });
  await leaseEnds(chat);
  road.mend();
  await expect.poll(() => said(page), patient).toEqual(['Один', 'Два']);
  expect(await stored(conversation)).toMatchObject({ fence: 5 });
});

test('where a colleague took it meanwhile, it comes back to the composer and nothing of it leaves', async () => {
  const chat = await chatting();
  const { page, agent, conversation } = chat;
  const colleague = await colleagueOf(chat);
  await goesOffline(chat);
  await agent.ask('message.send', { conversation, text: 'Из тоннеля' });
  await leaseEnds(chat);
  await colleague.until(open(conversation), (shown) => shown?.conversation.assignee === null);
  expect(await colleague.ask('conversation.take', { conversation })).toEqual({ ok: true, value: null });
  await colleague.until(open(conversation), (shown) => shown?.conversation.fence === 3);
  await colleague.ask('message.send', { conversation, text: 'Отвечает коллега' });
  road.mend();
  const shown = await agent.until(open(conversation), (now) => (now?.returned.length ?? 0) > 0);
  expect(shown?.returned).toMatchObject([{ mode: 'reply', text: 'Из тоннеля' }]);
  await agent.until({ name: 'notices', input: {} }, (notices) => notices.some(({ code }) => code === 'assignment.ended'));
  await expect.poll(() => said(page), patient).toEqual(['Отвечает коллега']);
});

test('of who comes back and a colleague who takes it at the same moment, one has it; the other is told, and a repeat changes nothing', async () => {
  const office = await openOffice(house.url, 8);
  const tenant = await createTenant(office.db, { name: 'Race' });
  const { id: team } = await createTeam(office.exchange.commit, tenant, 'Support');
  const place = { tenant, team };
  const told = new Set<string | null>();
  for (let round = 0; round < 12; round += 1) {
    const talk = await arriveByChat(office.exchange.commit, place);
    const [back, colleague] = [await seatAt(office, place), await seatAt(office, place)];
    const take = () => ({ key: randomUUID(), command: { name: 'conversation.take', args: { conversation: talk.id, event: id('message', randomUUID()) } } }) as const;
    expect(await runCommand(office.push, back.who, take())).toBeNull();
    await leaseEnds({ conversation: talk.id });
    const mutations = [1, 2].map((number) => ({ id: number, intent: { name: 'message.send', args: { conversation: talk.id, message: id('message', randomUUID()), text: `Ответ ${number}`, fence: 1 } } }));
    const claim = async (): Promise<string | null> => runCommand(office.push, colleague.who, take());
    const push = (): Promise<number | null> => pushMutations(office.push, { ...back, intent }, mutations);
    const [failure] = await Promise.all(round % 2 === 0 ? [claim(), push(), push()] : [push().then(claim), push(), push()]);
    const texts: string[] = await office.db('messages').where({ tenant, conversation: talk.id }).whereRaw(`part->>'kind' = 'outbound'`).orderBy('at').pluck('text');
    const row: unknown = await office.db('conversations').where({ tenant, id: talk.id }).first('assignee', 'fence');
    const [owner, arrived] = failure === null ? [colleague, []] : [back, ['Ответ 1', 'Ответ 2']];
    expect([failure, texts, row]).toEqual([failure === null ? null : 'conversation.taken', arrived, { assignee: owner.who.actor.person, fence: 3 }]);
    told.add(failure);
  }
  expect(told.has('conversation.taken')).toBe(true);
  await office.close();
});
