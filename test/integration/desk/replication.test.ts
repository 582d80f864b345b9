import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findConversation, findMessage } from '#db/central/conversations';
import { loadRow } from '#db/central/rows';
import { id, type ConversationId, type MessageId, type TenantId } from '#kernel/id';
import { day } from '#kernel/instant';
import { openExchange, type Exchange } from '#server/sync/exchange';
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { ServerProcess } from '../../support/server-process';
import { arrivalsAt, type Arrive } from '../../support/shop-arrivals';
import { agent as olga, colleague as timur, foundShop, stranger as boris } from '../../support/shop-company';
import { bytesOf } from '../../support/supervisors';
import { Seat } from './seat';

let databases: CentralDatabases;
let db: Knex;
let exchange: Exchange;
let server: ServerProcess;
let tenant: TenantId;
let arrive: Arrive;
const seats: Seat[] = [];

beforeAll(async () => {
  databases = await startCentralDatabases();
  const fresh = await databases.fresh();
  db = fresh.db;
  exchange = await openExchange({ db, url: fresh.url, heard: {}, failed: () => undefined });
  const shop = await foundShop(db, exchange.commit);
  tenant = shop.tenant;
  arrive = arrivalsAt(shop, exchange.commit, 'chat');
  server = new ServerProcess({ database: fresh.url });
  await server.start();
});

afterEach(async () => {
  for (const seat of seats.splice(0)) await seat.leave();
});

afterAll(async () => {
  await server.kill();
  await exchange.stop();
  await databases.stop();
});

async function seated(person: { readonly email: string; readonly password: string }): Promise<Seat> {
  const seat = new Seat({ server: server.url, signIn: `${person.email}:${person.password}` });
  seats.push(seat);
  await seat.online();
  return seat;
}

const list = (view: 'queue' | 'mine' | 'all') => ({ name: 'list', input: { view, search: '', limit: 50 } }) as const;
const open = (conversation: ConversationId) => ({ name: 'conversation', input: { conversation, limit: 50 } }) as const;

describe('two agents and a server', () => {
  test('what a customer writes reaches both, one takes it and answers, the other sees it', async () => {
    const [first, second] = [await seated(olga), await seated(timur)];
    const conversation = await arrive('Где мой заказ?');
    for (const seat of [first, second]) await seat.until(list('queue'), ({ rows }) => rows.some((row) => row.conversation.id === conversation));
    expect(await first.ask('conversation.take', { conversation })).toEqual({ ok: true, value: null });
    await first.until(open(conversation), (shown) => shown?.conversation.assignee !== null);
    expect(await second.ask('conversation.take', { conversation })).toEqual({ ok: false, code: 'conversation.taken' });
    const sent = await first.ask('message.send', { conversation, text: 'Едет, будет завтра' });
    if (!sent.ok) throw new Error(sent.code);
    const isHere = (shown: { readonly messages: readonly { readonly row: { readonly id: string }; readonly waiting: boolean }[] } | null): boolean =>
      shown?.messages.some(({ row, waiting }) => row.id === sent.value.message && !waiting) === true;
    await first.until(open(conversation), isHere);
    await second.until(open(conversation), isHere);
    await first.online();
  });

  test('S-17 an agent of another team has nothing of it, on the screen or in the file', async () => {
    await arrive('Тайна поддержки canary-of-support');
    const stranger = await seated(boris);
    expect(await stranger.until(list('all'), () => true)).toEqual({ rows: [], more: false });
    await stranger.leave();
    expect(bytesOf(stranger).includes('canary-of-support')).toBe(false);
  });

  test('an answer that the server refuses disappears and is explained', async () => {
    const seat = await seated(olga);
    const conversation = await arrive('Можно вернуть?');
    await seat.until(list('queue'), ({ rows }) => rows.some((row) => row.conversation.id === conversation));
    await seat.ask('conversation.take', { conversation });
    await seat.until(open(conversation), (shown) => shown?.conversation.assignee !== null);
    await cutOff(seat, async () => {
      await exchange.commit(tenant, async (tx, _now, put) => {
        const row = await findConversation(tx, { tenant, teams: [await teamOf(conversation)] }, conversation);
        if (row === null) throw new Error('the conversation is gone');
        await put([{ op: 'put', table: 'conversations', row: { ...row, assignee: null, fence: row.fence + 1 } }]);
      });
      expect(await seat.ask('message.send', { conversation, text: 'Да, конечно' })).toMatchObject({ ok: true });
      await seat.until(open(conversation), (shown) => shown?.messages.some(({ waiting }) => waiting) === true);
    });
    await seat.online();
    await seat.until({ name: 'notices', input: {} }, (notices) => notices.some(({ code, about }) => code === 'assignment.ended' && about === 'message.send'));
    const after = await seat.until(open(conversation), () => true);
    expect(after?.messages.map(({ row }) => row.text)).not.toContain('Да, конечно');
  });

  test('an exclusive command without a road is refused at once; an answer waits and leaves once', async () => {
    const seat = await seated(olga);
    const conversation = await arrive('Вы работаете?');
    const other = await arrive('А вы?');
    await seat.until(list('queue'), ({ rows }) => rows.some((row) => row.conversation.id === other));
    await seat.ask('conversation.take', { conversation });
    await seat.until(open(conversation), (shown) => shown?.conversation.assignee !== null);
    await cutOff(seat, async () => {
      expect(await seat.ask('conversation.take', { conversation: other })).toEqual({ ok: false, code: 'network.offline' });
      expect(await seat.ask('message.send', { conversation, text: 'Работаем' })).toMatchObject({ ok: true });
      await seat.until({ name: 'connection', input: {} }, ({ waiting }) => waiting === 1);
    });
    await seat.online();
    const texts = await db('messages').where({ tenant, conversation }).pluck<string[]>('text');
    expect(texts.filter((text) => text === 'Работаем')).toHaveLength(1);
  });

  test('a person who was here starts without a network, works, and is not signed out by it', async () => {
    const seat = await seated(olga);
    const conversation = await arrive('Есть кто?');
    await seat.until(list('queue'), ({ rows }) => rows.some((row) => row.conversation.id === conversation));
    await seat.leave();
    seats.splice(seats.indexOf(seat), 1);
    await server.kill();
    const again = new Seat({ server: server.url, signIn: null, home: seat.home, sealed: seat.sealed, isAtWork: true });
    seats.push(again);
    await again.until({ name: 'session', input: {} }, ({ state }) => state === 'signedIn');
    await again.until(open(conversation), (shown) => shown?.conversation.subject === 'Есть кто?');
    expect(await again.ask('note.add', { conversation, text: 'Проверить завтра' })).toMatchObject({ ok: true });
    await again.until({ name: 'connection', input: {} }, ({ state, waiting }) => state === 'offline' && waiting === 1);
    await server.start();
    await again.online();
    const texts = await db('messages').where({ tenant, conversation }).pluck<string[]>('text');
    expect(texts.filter((text) => text === 'Проверить завтра')).toHaveLength(1);
  });

  test('a copy that was overwritten with noise comes back from the server, with what waited, and the person reads one sentence', async () => {
    const seat = await seated(olga);
    const conversation = await arrive('Шум');
    await seat.until(list('queue'), ({ rows }) => rows.some((row) => row.conversation.id === conversation));
    await cutOff(seat, async () => {
      expect(await seat.ask('note.add', { conversation, text: 'до шума' })).toMatchObject({ ok: true });
      await seat.leave();
      seats.splice(seats.indexOf(seat), 1);
      spoil(cacheOf(seat));
    });
    const again = new Seat({ server: server.url, signIn: null, home: seat.home, sealed: seat.sealed, isAtWork: true });
    seats.push(again);
    await again.until({ name: 'notices', input: {} }, (notices) => notices.some(({ code }) => code === 'cache.rebuilt'));
    await again.online();
    await again.until(open(conversation), (shown) => shown?.messages.some(({ row, waiting }) => row.text === 'до шума' && !waiting) === true);
  });

  test('a copy that is overwritten while the desk works is begun anew without a restart', async () => {
    const seat = await seated(olga);
    const conversation = await arrive('Шум на ходу');
    await seat.until(list('queue'), ({ rows }) => rows.some((row) => row.conversation.id === conversation));
    spoil(cacheOf(seat));
    // Pages that were read are still in memory: ask for what was not, and write.
    for (let number = 0; number < 5; number += 1) await arrive(`после шума ${number}`);
    await seat.ask('note.add', { conversation, text: 'после шума' });
    await seat.until({ name: 'notices', input: {} }, (notices) => notices.some(({ code }) => code === 'cache.rebuilt'));
    await seat.online();
    await seat.until(list('queue'), ({ rows }) => rows.filter((row) => row.conversation.subject.startsWith('после шума')).length === 5);
  });

  test('a finished conversation of long ago is not in the copy, and comes when it is asked for', async () => {
    const conversation = await arrive('Давний вопрос');
    const longAgo = Date.now() - 120 * day;
    await exchange.commit(tenant, async (tx, _now, put) => {
      const within = { tenant, teams: [await teamOf(conversation)] };
      const row = await findConversation(tx, within, conversation);
      const old = row && (await loadRow(tx, tenant, { table: 'cases', id: row.case }));
      if (row === null || old === null) throw new Error('the conversation is gone');
      await put([
        { op: 'put', table: 'cases', row: { ...old, state: { status: 'resolved', at: longAgo } } },
        { op: 'put', table: 'conversations', row: { ...row, lastMessageAt: longAgo } },
      ]);
    });
    // Of what has its number, a copy that is made now is not told any more.
    await expect.poll(() => db('change_log').whereNull('seq').pluck('id')).toEqual([]);
    const seat = await seated(timur);
    expect(await seat.until(open(conversation), () => true)).toBeNull();
    expect(await seat.ask('conversation.fetch', { conversation })).toEqual({ ok: true, value: null });
    await seat.until(open(conversation), (shown) => shown?.messages[0]?.row.text === 'Давний вопрос');
    expect(await seat.ask('conversation.fetch', { conversation: id('conversation', 'absent') })).toEqual({ ok: false, code: 'conversation.absent' });
  });

  test('an attachment is looked at by what its bytes are, and saved under a name of this computer that overwrites nothing', async () => {
    const seat = await seated(olga);
    const conversation = await arrive('Вот чек');
    const attachment = { id: id('attachment', randomUUID()), name: '../чек.pdf', size: 4, type: 'application/pdf' };
    const [message] = await db('messages').where({ tenant, conversation }).pluck<MessageId[]>('id');
    if (message === undefined) throw new Error('no message');
    await db('attachments').insert({ tenant, id: attachment.id, message, sha256: '', bytes: Buffer.from('%PDF-1.7') });
    await exchange.commit(tenant, async (tx, _now, put) => {
      const row = await findMessage(tx, { tenant, teams: [await teamOf(conversation)] }, message);
      if (row === null) throw new Error('no message');
      await put([{ op: 'put', table: 'messages', row: { ...row, attachments: [attachment] } }]);
    });
    await seat.until(open(conversation), (shown) => shown?.messages[0]?.row.attachments.length === 1);
    const wanted = { message, attachment: attachment.id };
    expect(await seat.ask('attachment.show', { ...wanted, from: 2 })).toEqual({ ok: true, value: { type: 'application/pdf', size: 8, bytes: Uint8Array.from(Buffer.from('DF-1.7')) } });
    expect(await seat.ask('attachment.show', { ...wanted, attachment: id('attachment', 'absent'), from: 0 })).toEqual({ ok: false, code: 'attachment.absent' });
    expect([await seat.ask('attachment.save', wanted), await seat.ask('attachment.save', wanted)]).toEqual([
      { ok: true, value: { file: '_чек.pdf' } },
      { ok: true, value: { file: '_чек (2).pdf' } },
    ]);
    expect(readFileSync(join(seat.home, 'downloads', '_чек.pdf'), 'utf8')).toBe('%PDF-1.7');
    expect(await seat.ask('attachment.save', { message, attachment: id('attachment', 'absent') })).toEqual({ ok: false, code: 'attachment.absent' });
  });

  test.each([['server', -1], ['desk', 5]])('what a person writes arrives once after the %s was put back to an earlier day', async (_who, change) => {
    const seat = await seated(olga);
    const conversation = await arrive('Где мой заказ?');
    await seat.until(list('queue'), ({ rows }) => rows.some((row) => row.conversation.id === conversation));
    for (const text of ['один', 'два']) await seat.ask('note.add', { conversation, text });
    await seat.online();
    await cutOff(seat, async () => {
      await db('clients').where({ tenant }).increment('lastMutation', change);
      await seat.ask('note.add', { conversation, text: 'три' });
    });
    await seat.online();
    const notes = await db('messages').where({ tenant, conversation }).whereRaw(`part->>'kind' = 'note'`).orderBy('at').pluck<string[]>('text');
    expect(notes).toEqual(['один', 'два', 'три']);
    await seat.until(open(conversation), (shown) => shown?.messages.filter(({ row }) => row.part.kind === 'note').length === 3);
    expect(await seat.until({ name: 'notices', input: {} }, () => true)).toEqual([]);
  });

  test('S-21 sign-out warns of what waits, then wipes the copy from the disk', async () => {
    const seat = await seated(olga);
    const conversation = await arrive('canary-of-olga');
    await seat.until(list('queue'), ({ rows }) => rows.some((row) => row.conversation.id === conversation));
    await cutOff(seat, async () => {
      await seat.ask('note.add', { conversation, text: 'ждёт' });
      expect(await seat.ask('session.signOut', { waiting: 'ask' })).toEqual({ ok: true, value: { waiting: 1 } });
    });
    await seat.online();
    expect(await seat.ask('session.signOut', { waiting: 'ask' })).toEqual({ ok: true, value: { waiting: 0 } });
    expect(await seat.until({ name: 'session', input: {} }, () => true)).toEqual({ state: 'signedOut', failure: null, left: [] });
    expect(seat.sealed).toBeNull();
    expect(filesUnder(seat.home).filter((file) => file.includes('cache.db'))).toEqual([]);
    expect(bytesOf(seat).includes('canary-of-olga')).toBe(false);
    expect(await seat.ask('note.add', { conversation, text: 'нет' })).toEqual({ ok: false, code: 'access.signedOut' });
    expect(await seat.ask('session.signIn', { email: olga.email, password: 'wrong' })).toEqual({ ok: false, code: 'access.signInFailed' });
    expect(await seat.ask('session.signIn', olga_())).toEqual({ ok: true, value: null });
    await seat.online();
  });
});

const olga_ = (): { email: string; password: string } => ({ email: olga.email, password: olga.password });

async function teamOf(conversation: ConversationId): Promise<`tea_${string}`> {
  const [team] = await db('conversations').where({ tenant, id: conversation }).pluck<`tea_${string}`[]>('team');
  if (team === undefined) throw new Error('no such conversation');
  return team;
}

/** Does something while the server is gone. */
async function cutOff(seat: Seat, work: () => Promise<void>): Promise<void> {
  await server.kill();
  await seat.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
  await work();
  await server.start();
}

function cacheOf(seat: Seat): string {
  const file = filesUnder(seat.home).find((name) => name.endsWith('cache.db'));
  if (file === undefined) throw new Error('no copy on this computer');
  return file;
}

/** Noise over the whole file, and over what waits beside it. */
function spoil(file: string): void {
  for (const path of [file, `${file}-wal`]) if (existsSync(path)) writeFileSync(path, Buffer.alloc(statSync(path).size, 'noise'), { flag: 'r+' });
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
