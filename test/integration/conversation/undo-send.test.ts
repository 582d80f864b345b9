import { randomUUID } from 'node:crypto';
import type { ConversationId, MessageId } from '#kernel/id';
import { openExchange, type Exchange } from '#server/sync/exchange';
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { DeskProgram } from '../../support/desk-program';
import { ServerProcess } from '../../support/server-process';
import { arrivalsAt, type Arrive } from '../../support/shop-arrivals';
import { agent as olga, foundShop } from '../../support/shop-company';
import { freshFolder } from '../desk/fresh-folder';

let databases: CentralDatabases;
let db: Knex;
let exchange: Exchange;
let server: ServerProcess;
let arrive: Arrive;
let desk: DeskProgram;

beforeAll(async () => {
  databases = await startCentralDatabases();
  const fresh = await databases.fresh();
  db = fresh.db;
  exchange = await openExchange({ db, url: fresh.url, heard: {}, failed: () => undefined });
  const shop = await foundShop(db, exchange.commit);
  arrive = arrivalsAt(shop, exchange.commit, 'email');
  server = new ServerProcess({ database: fresh.url });
  await server.start();
});

afterEach(() => desk.kill());

afterAll(async () => {
  await server.kill();
  await exchange.stop();
  await databases.stop();
});

async function taken(undoSend: number): Promise<ConversationId> {
  desk = new DeskProgram({ server: server.url, home: freshFolder('undo'), signIn: `${olga.email}:${olga.password}`, undoSend });
  desk.start();
  await desk.online();
  const conversation = await arrive();
  await desk.until(open(conversation), (shown) => shown !== null);
  expect(await desk.ask('conversation.take', { conversation })).toEqual({ ok: true, value: null });
  await desk.until(open(conversation), (shown) => shown?.conversation.assignee !== null);
  return conversation;
}

const open = (conversation: ConversationId) => ({ name: 'conversation', input: { conversation, limit: 50 } }) as const;
const waiting = { name: 'waitingWork', input: {} } as const;

async function atServer(conversation: ConversationId): Promise<readonly string[]> {
  const rows = await db('messages').where({ conversation }).whereRaw(`"part"->>'kind' = 'outbound'`).orderBy('at').select('text');
  return rows.map(({ text }: { readonly text: string }) => text);
}

async function sent(input: Parameters<typeof desk.ask<'message.send'>>[1]): Promise<MessageId> {
  const answer = await desk.ask('message.send', input);
  if (answer?.ok !== true) throw new Error(JSON.stringify(answer));
  return answer.value.message;
}

test('an answer waits for its seconds on this computer, and leaves when they are over', async () => {
  const conversation = await taken(5);
  const message = await sent({ conversation, text: 'Счёт приложен' });
  const waits = await desk.until(open(conversation), (shown) => shown?.messages.at(-1)?.row.id === message);
  expect(waits?.messages.at(-1)?.held?.until).toBeGreaterThan(0);
  expect(await atServer(conversation)).toEqual([]);
  await desk.until(open(conversation), (shown) => shown?.messages.at(-1)?.waiting === false);
  expect(await atServer(conversation)).toEqual(['Счёт приложен']);
  expect(await desk.ask('message.takeBack', { conversation, message })).toEqual({ ok: false, code: 'message.left' });
});

test('an answer that is taken back is in the draft again with its files and recipients, and what was done with it is undone', async () => {
  const conversation = await taken(20);
  const bytes = new TextEncoder().encode('one invoice');
  await desk.ask('attachment.add', { conversation, transfer: randomUUID(), name: 'invoice.txt', size: bytes.byteLength, from: 0, bytes });
  const shown = await desk.until(open(conversation), (now) => now?.files.length === 1);
  const recipients = { to: ['anna@home.example'], cc: ['boris@work.example'], bcc: [] };
  const message = await sent({ conversation, text: 'Счёт приложен', attachments: (shown?.files ?? []).map(({ hash }) => hash), recipients, along: [{ do: 'resolve' }] });
  await desk.until(open(conversation), (now) => now?.case.state.status === 'resolved' && now.files.length === 0);
  expect(await desk.ask('message.takeBack', { conversation, message })).toEqual({ ok: true, value: null });
  const back = await desk.until(open(conversation), (now) => now?.returned.length === 1);
  expect(back?.returned).toMatchObject([{ mode: 'reply', text: 'Счёт приложен', mail: { recipients, along: [{ do: 'resolve' }] } }]);
  expect(back?.files).toMatchObject([{ name: 'invoice.txt' }]);
  expect(back?.case.state.status).not.toBe('resolved');
  expect(back?.messages.some(({ row }) => row.id === message)).toBe(false);
  await desk.online();
  expect(await atServer(conversation)).toEqual([]);
});

test('an answer whose conversation is given away while it waits comes back to its writer, once, and never leaves', async () => {
  const conversation = await taken(5);
  await sent({ conversation, text: 'Счёт приложен' });
  expect(await desk.ask('conversation.assign', { conversation, to: null })).toEqual({ ok: true, value: null });
  const back = await desk.until(open(conversation), (now) => now?.returned.length === 1);
  expect(back?.returned).toMatchObject([{ mode: 'reply', text: 'Счёт приложен' }]);
  expect(await desk.until(waiting, (all) => all.length === 0)).toEqual([]);
  expect(await atServer(conversation)).toEqual([]);
});

test('whoever signs out while an answer waits is asked, and an answer that they keep leaves at its time, once, when they are back', async () => {
  const conversation = await taken(5);
  await sent({ conversation, text: 'Счёт приложен' });
  expect(await desk.ask('session.signOut', { waiting: 'ask' })).toMatchObject({ ok: true, value: { waiting: 1 } });
  expect(await desk.ask('session.signOut', { waiting: 'keep' })).toMatchObject({ ok: true });
  await desk.kill();
  desk.start();
  await desk.online();
  await desk.until(open(conversation), (shown) => shown?.messages.some(({ row, waiting: still }) => row.text === 'Счёт приложен' && !still) === true);
  expect(await atServer(conversation)).toEqual(['Счёт приложен']);
});

test('a desk that is killed while an answer waits sends it after its start, once, and what was said behind it after it', async () => {
  const conversation = await taken(5);
  await sent({ conversation, text: 'Счёт приложен', along: [{ do: 'resolve' }] });
  await desk.kill();
  desk.start();
  const again = await desk.until(open(conversation), (shown) => shown?.messages.some(({ row }) => row.text === 'Счёт приложен') === true);
  expect(again?.messages.find(({ row }) => row.text === 'Счёт приложен')?.waiting).toBe(true);
  await desk.online();
  await desk.until(open(conversation), (shown) => shown?.case.state.status === 'resolved' && shown.messages.every(({ waiting }) => !waiting));
  expect(await atServer(conversation)).toEqual(['Счёт приложен']);
});

test('a desk that is killed as soon as it has an answer or a note does not show the same words in the composer again; what was begun since stays', async () => {
  const conversation = await taken(20);
  await desk.ask('draft.save', { conversation, mode: 'reply', text: 'Счёт прилож' });
  await desk.ask('draft.save', { conversation, mode: 'note', text: 'Проверить счёт' });
  await sent({ conversation, text: 'Счёт приложен', isDraft: true });
  await desk.ask('note.add', { conversation, text: 'Другая заметка', isDraft: true });
  await desk.kill();
  desk.start();
  const again = await desk.until(open(conversation), (shown) => shown?.messages.some(({ row }) => row.text === 'Другая заметка') === true);
  expect(again?.drafts).toMatchObject([{ mode: 'note', text: 'Проверить счёт' }]);
  await desk.ask('note.add', { conversation, text: 'Проверить счёт', isDraft: true });
  await desk.kill();
  desk.start();
  const last = await desk.until(open(conversation), (shown) => shown?.messages.some(({ row }) => row.text === 'Проверить счёт') === true);
  expect(last?.drafts).toEqual([]);
});

test('what was done without a road may be changed or deleted until it leaves, and the rest leaves once and in order', async () => {
  const conversation = await taken(0);
  await server.kill();
  await desk.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
  await sent({ conversation, text: 'Счёт будет завтра\nи накладная' });
  await desk.ask('note.add', { conversation, text: 'Лишняя заметка' });
  await sent({ conversation, text: 'Счёт приложен' });
  await sent({ conversation, text: 'И накладная тоже' });
  const shown = await desk.until(waiting, (list) => list.length === 4);
  expect(shown.map(({ about, line, isHere }) => ({ about, line, isHere }))).toEqual([
    { about: 'message.send', line: 'Счёт будет завтра', isHere: true },
    { about: 'note.add', line: 'Лишняя заметка', isHere: true },
    { about: 'message.send', line: 'Счёт приложен', isHere: true },
    { about: 'message.send', line: 'И накладная тоже', isHere: true },
  ]);
  const [changed, needless] = shown;
  expect(await desk.ask('waiting.giveUp', { id: changed?.id ?? 0, comesBack: true })).toEqual({ ok: true, value: null });
  expect(await desk.ask('waiting.giveUp', { id: needless?.id ?? 0, comesBack: false })).toEqual({ ok: true, value: null });
  const back = await desk.until(open(conversation), (now) => now?.returned.length === 1);
  expect(back?.returned).toMatchObject([{ mode: 'reply', text: 'Счёт будет завтра\nи накладная' }]);

  await desk.kill();
  desk.start();
  expect(await desk.until(waiting, (list) => list.length > 0)).toHaveLength(2);
  await server.start();
  await desk.online();
  await desk.until(waiting, (list) => list.length === 0);
  expect(await atServer(conversation)).toEqual(['Счёт приложен', 'И накладная тоже']);
  expect(await db('messages').where({ conversation, text: 'Лишняя заметка' })).toEqual([]);
  expect(await desk.ask('waiting.giveUp', { id: shown.at(-1)?.id ?? 0, comesBack: false })).toEqual({ ok: false, code: 'message.left' });
});

test('an answer without seconds to take it back that waits for a road is given up with what was to be done with it', async () => {
  const conversation = await taken(0);
  await server.kill();
  await desk.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
  const message = await sent({ conversation, text: 'Счёт приложен', along: [{ do: 'resolve' }] });
  const all = await desk.until(waiting, (now) => now.length === 2);
  expect(await desk.ask('waiting.giveUp', { id: all?.[0]?.id ?? 0, comesBack: true })).toEqual({ ok: true, value: null });
  const back = await desk.until(open(conversation), (now) => now?.returned.length === 1);
  expect(back?.returned).toMatchObject([{ text: 'Счёт приложен', mail: { along: [{ do: 'resolve' }] } }]);
  expect(await desk.until(waiting, (now) => now.length === 0)).toEqual([]);
  await server.start();
  await desk.online();
  const shown = await desk.until(open(conversation), (now) => now?.case.state.status !== 'resolved');
  expect(shown?.messages.some(({ row }) => row.id === message)).toBe(false);
});
