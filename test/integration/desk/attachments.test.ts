import { spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buffer } from 'node:stream/consumers';
import { findAttachment, openBytes } from '#db/central/attachments';
import { messageId } from '#contract/ids';
import type { ConversationId, MessageId, TenantId } from '#kernel/id';
import { openExchange, type Exchange } from '#server/sync/exchange';
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { cuttableProxy, type CuttableProxy } from '../../support/cuttable-proxy';
import { ServerProcess } from '../../support/server-process';
import { arrivalsAt, type Arrive } from '../../support/shop-arrivals';
import { agent as olga, foundShop } from '../../support/shop-company';
import { freshFolder } from './fresh-folder';
import { Seat } from './seat';

const attachingDesk = fileURLToPath(new URL('./attaching-desk.ts', import.meta.url));

let databases: CentralDatabases;
let db: Knex;
let exchange: Exchange;
let server: ServerProcess;
let proxy: CuttableProxy;
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

const signIn = `${olga.email}:${olga.password}`;
const open = (conversation: ConversationId) => ({ name: 'conversation', input: { conversation, limit: 50 } }) as const;

async function seated(conversation: ConversationId): Promise<Seat> {
  const seat = new Seat({ server: `http://127.0.0.1:${proxy.port}`, signIn });
  seats.push(seat);
  await seat.online();
  await seat.until(open(conversation), (shown) => shown !== null);
  await seat.ask('conversation.take', { conversation });
  await seat.until(open(conversation), (shown) => shown?.conversation.assignee !== null);
  return seat;
}

type Written = { readonly path: string; readonly name: string; readonly bytes: Buffer };

function written(folder: string, name: string, bytes: Buffer): Written {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { path, name, bytes };
}

async function hashesOf(seat: Seat, conversation: ConversationId, count: number): Promise<string[]> {
  const shown = await seat.until(open(conversation), (now) => now?.files.length === count);
  return (shown?.files ?? []).map(({ hash }) => hash);
}

function outgoingFolder(home: string): string {
  const [tenantFolder = ''] = readdirSync(join(home, 'desk')).filter((name) => name.startsWith('ten_'));
  const [person = ''] = readdirSync(join(home, 'desk', tenantFolder));
  return join(home, 'desk', tenantFolder, person, 'outgoing');
}

function outgoing(home: string): string[] {
  const folder = outgoingFolder(home);
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** Everything that agents sent in a conversation, with the bytes that the server has. */
async function arrived(conversation: ConversationId) {
  const rows = z.array(z.object({ id: messageId, text: z.string(), attachments: z.array(z.object({ id: z.string().startsWith('att_'), name: z.string(), size: z.int(), type: z.string() })) }));
  const messages = rows.parse(await db('messages').where({ tenant, conversation }).whereRaw(`part->>'kind' = 'outbound'`).orderBy('at').select('id', 'text', 'attachments'));
  return Promise.all(messages.map(async ({ id: message, text, attachments }) => ({ text, files: await Promise.all(attachments.map(async (one) => ({ name: one.name, type: one.type, bytes: await bytesOf(message, one.id) }))) })));
}

async function bytesOf(message: MessageId, attachment: string): Promise<Buffer> {
  const found = await findAttachment(db, tenant, { message, attachment: attachment as `att_${string}` });
  const bytes = found === null ? null : openBytes(db, tenant, found);
  if (bytes === null) throw new Error('no bytes');
  return Buffer.isBuffer(bytes) ? bytes : buffer(bytes);
}

test('files attached and sent without a road leave once and in order after the desk was killed, with the right bytes', { timeout: 300_000 }, async () => {
  const conversation = await arrive();
  const home = freshFolder('attached');
  const files = [written(home, 'Счёт № 1.pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(900_000)])), written(home, 'фото.png', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(20_000)]))];
  const child = spawn(process.execPath, ['--import', 'tsx', attachingDesk, `http://127.0.0.1:${proxy.port}`, signIn, home, conversation, ...files.map(({ path }) => path)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  proxy.cut();
  const { waiting, sealed } = z.object({ waiting: z.int(), sealed: z.string() }).parse(JSON.parse(String((await lines.next()).value).split('\n')[0] ?? ''));
  expect(waiting).toBe(2);
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(outgoing(home).sort()).toEqual(files.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex')).sort());
  proxy.mend();
  const again = new Seat({ server: `http://127.0.0.1:${proxy.port}`, signIn, home, sealed });
  seats.push(again);
  await again.online();
  expect(await arrived(conversation)).toEqual([
    { text: 'С файлами', files: [{ name: 'Счёт № 1.pdf', type: 'application/pdf', bytes: files[0]?.bytes }, { name: 'фото.png', type: 'image/png', bytes: files[1]?.bytes }] },
    { text: 'И вслед', files: [] },
  ]);
});

test('what has a number does not wait for a file of another conversation, and what follows the file does', async () => {
  const [slow, quick] = [await arrive(), await arrive()];
  const seat = await seated(slow);
  await seat.ask('conversation.take', { conversation: quick });
  await seat.until(open(quick), (shown) => shown?.conversation.assignee !== null);
  const folder = freshFolder('slow');
  await seat.attach(slow, [written(folder, 'big.bin', randomBytes(6_000_000)).path]);
  const hashes = await hashesOf(seat, slow, 1);
  const order = (): Promise<unknown[]> => db('messages').where({ tenant }).whereIn('conversation', [slow, quick]).whereRaw(`part->>'kind' = 'outbound'`).orderBy('at').pluck('text');
  // The file stays on its way until what does not wait has arrived.
  const held = await db.transaction();
  await held.raw('lock table uploads in access exclusive mode');
  await seat.ask('message.send', { conversation: slow, text: '', attachments: hashes });
  await seat.ask('message.send', { conversation: slow, text: 'после файла' });
  await seat.ask('message.send', { conversation: quick, text: 'не ждёт' });
  try {
    await expect.poll(order).toEqual(['не ждёт']);
  } finally {
    await held.rollback();
  }
  await seat.online();
  expect(await order()).toEqual(['не ждёт', '', 'после файла']);
});

test('an answer whose upload the server has forgotten is uploaded again and leaves once, and before the closing that came along: the case was closed without its answer', async () => {
  const conversation = await arrive();
  const seat = await seated(conversation);
  const file = written(freshFolder('forgotten'), 'a.txt', Buffer.from('приложение'));
  await seat.attach(conversation, [file.path]);
  const hashes = await hashesOf(seat, conversation, 1);
  // The row goes between the end of the upload and the answer that names it.
  await db.raw(`create table forgotten_once (sha256 text);
    create function forget_upload() returns trigger language plpgsql security definer as $$ begin
      if new.pieces is null and not exists (select from forgotten_once) then
        insert into forgotten_once values (new.sha256);
        delete from uploads where sha256 = new.sha256;
      end if;
      return new;
    end $$;
    create trigger forgetful after update on uploads for each row execute function forget_upload()`);
  await seat.ask('message.send', { conversation, text: 'с файлом', attachments: hashes, along: [{ do: 'resolve' }] });
  await seat.online();
  expect(await arrived(conversation)).toEqual([{ text: 'с файлом', files: [{ name: 'a.txt', type: 'text/plain', bytes: file.bytes }] }]);
  expect(await db('forgotten_once')).toHaveLength(1);
  await seat.until({ name: 'waitingWork', input: {} }, (list) => list.length === 0);
  const closed = await seat.until(open(conversation), (now) => now?.case.state.status === 'resolved');
  expect(await db('cases').where({ id: closed?.case.id }).first('state')).toMatchObject({ state: { status: 'resolved' } });
  expect(await seat.until({ name: 'notices', input: {} }, () => true)).toEqual([]);
});

test('an answer whose file is lost on the computer comes back with what was to be done with it: the case was closed without its answer', async () => {
  const conversation = await arrive();
  const seat = await seated(conversation);
  const bytes = randomBytes(50_000);
  proxy.cut();
  await seat.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
  expect(await seat.ask('attachment.add', { conversation, transfer: randomUUID(), name: 'смета.pdf', size: bytes.byteLength, from: 0, bytes })).toEqual({ ok: true, value: null });
  expect(await seat.ask('message.send', { conversation, text: 'Смета приложена', attachments: await hashesOf(seat, conversation, 1), along: [{ do: 'resolve' }] })).toMatchObject({ ok: true });
  await seat.until(open(conversation), (now) => now?.case.state.status === 'resolved');
  writeFileSync(join(outgoingFolder(seat.home), createHash('sha256').update(bytes).digest('hex')), '');
  proxy.mend();
  await seat.online();
  const back = await seat.until(open(conversation), (now) => now?.returned.length === 1 && now.case.state.status !== 'resolved');
  expect(back?.returned).toMatchObject([{ mode: 'reply', text: 'Смета приложена', mail: { along: [{ do: 'resolve' }] } }]);
  expect(await seat.until({ name: 'notices', input: {} }, (told) => told.length > 0)).toMatchObject([{ code: 'attachment.absent', about: 'message.send' }]);
  expect(await db('cases').where({ id: back?.case.id }).first('state')).not.toMatchObject({ state: { status: 'resolved' } });
});

test('pasted bytes come in pieces, a draft keeps its files over a restart, and a file taken out is swept from the disk', async () => {
  const conversation = await arrive();
  const seat = await seated(conversation);
  const bytes = randomBytes(300_000);
  const transfer = randomUUID();
  const piece = (from: number, to: number) => ({ conversation, transfer, name: '..\\..\\evil\u202egpj.exe', size: bytes.length, from, bytes: new Uint8Array(bytes.subarray(from, to)) });
  expect(await seat.ask('attachment.add', piece(0, 262_144))).toEqual({ ok: true, value: null });
  expect(await seat.ask('attachment.add', piece(262_144, 300_000))).toEqual({ ok: true, value: null });
  const [hash = ''] = await hashesOf(seat, conversation, 1);
  expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'));
  await seat.leave();
  const again = new Seat({ server: `http://127.0.0.1:${proxy.port}`, signIn, home: seat.home, sealed: seat.sealed });
  seats.push(again);
  await again.online();
  const kept = await again.until(open(conversation), (shown) => shown?.files.length === 1);
  expect(kept?.files[0]).toMatchObject({ hash, name: 'evilgpj.exe', size: 300_000 });
  expect(await again.ask('attachment.remove', { conversation, hash })).toEqual({ ok: true, value: null });
  await again.until(open(conversation), (shown) => shown?.files.length === 0);
  await expect.poll(() => outgoing(seat.home), { timeout: 40_000 }).toEqual([]);
});

test('what is too large, too many, empty or no file is refused in words, and nothing of it stays', async () => {
  const conversation = await arrive();
  const seat = await seated(conversation);
  const folder = freshFolder('refused');
  const code = async (...paths: string[]) => {
    const outcome = await seat.attach(conversation, paths);
    return outcome.ok ? 'ok' : outcome.code;
  };
  expect(await code(written(folder, 'large', Buffer.alloc(25 * 1024 * 1024 + 1)).path)).toBe('attachment.tooLarge');
  expect(await code(written(folder, 'empty', Buffer.alloc(0)).path)).toBe('attachment.empty');
  expect(await code(folder)).toBe('attachment.unreadable');
  expect(await code(join(folder, 'nothing'))).toBe('attachment.unreadable');
  expect(outgoing(seat.home)).toEqual([]);
  const many = Array.from({ length: 11 }, (_, place) => written(folder, `${place}.txt`, Buffer.from(`${place}`)).path);
  expect(await code(...many)).toBe('attachment.tooMany');
  await hashesOf(seat, conversation, 10);
});

test('a person who gives up what waits leaves none of its files on the computer', async () => {
  const conversation = await arrive();
  const seat = await seated(conversation);
  proxy.cut();
  await seat.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
  await seat.attach(conversation, [written(freshFolder('given-up'), 'a.txt', Buffer.from('тайна')).path]);
  await seat.ask('message.send', { conversation, text: 'не уйдёт', attachments: await hashesOf(seat, conversation, 1) });
  expect(outgoing(seat.home)).toHaveLength(1);
  expect(await seat.ask('session.signOut', { waiting: 'ask' })).toEqual({ ok: true, value: { waiting: 1 } });
  await seat.ask('session.signOut', { waiting: 'discard' });
  expect(outgoing(seat.home)).toEqual([]);
});
