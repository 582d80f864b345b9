import { randomUUID } from 'node:crypto';
import { connect, createServer, type AddressInfo } from 'node:net';
import type { ChannelId } from '#kernel/id';
import type { RequestInput } from '#contract/requests';
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { DeskProgram } from '../../support/desk-program';
import { eventually } from '../../support/eventually';
import { ServerProcess } from '../../support/server-process';
import { agent as olga, foundCompany } from '../../support/shop-company';
import { freshFolder } from '../desk/fresh-folder';

let databases: CentralDatabases;
let db: Knex;
let server: ServerProcess;
let lossy: Awaited<ReturnType<typeof lossyRoad>>;
let desk: DeskProgram;
let mailbox: ChannelId;
let chat: ChannelId;

beforeAll(async () => {
  databases = await startCentralDatabases();
  const fresh = await databases.fresh();
  db = fresh.db;
  await foundCompany(db, fresh.url);
  const channels: readonly { id: ChannelId; kind: string }[] = await db('channels').select('id', 'kind');
  mailbox = channels.find(({ kind }) => kind === 'email')?.id ?? 'cha_none';
  chat = channels.find(({ kind }) => kind === 'chat')?.id ?? 'cha_none';
  server = new ServerProcess({ database: fresh.url });
  await server.start();
  lossy = await lossyRoad(Number(new URL(server.url).port));
});

afterEach(() => desk.kill());

afterAll(async () => {
  await lossy.close();
  await server.kill();
  await databases.stop();
});

/** A road on which the answers to new mails get lost, as long as it is asked to: the server has heard them. */
async function lossyRoad(target: number) {
  let isLossy = false;
  let lost = 0;
  const road = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    let isMail = false;
    near.on('data', (bytes) => {
      isMail = bytes.toString('latin1').startsWith('POST /mails ') || (isMail && !/^[A-Z]+ \/\S* HTTP/.test(bytes.toString('latin1')));
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (!isLossy || !isMail) return void near.write(bytes);
      lost += 1;
      near.resetAndDestroy();
    });
    for (const [one, other] of [[near, far], [far, near]] as const) one.on('error', () => other.destroy()).on('close', () => other.destroy());
  });
  await new Promise<void>((resolve) => road.listen(0, '127.0.0.1', resolve));
  // checked: a road on TCP
  const { port } = road.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    lost: () => lost,
    lose: (loses: boolean) => void (isLossy = loses),
    close: () => new Promise<void>((resolve) => void road.close(() => resolve())),
  };
}

const waiting = { name: 'waitingWork', input: {} } as const;
const drafts = { name: 'newMails', input: {} } as const;

async function begun(undoSend: number, url = server.url): Promise<RequestInput<'newMail.save'>> {
  desk = new DeskProgram({ server: url, home: freshFolder('new-mail'), signIn: `${olga.email}:${olga.password}`, undoSend });
  desk.start();
  await desk.online();
  const { blank } = await desk.until(drafts, (known) => known.blank !== null);
  return { id: blank ?? 'con_none', channel: mailbox, recipients: { to: ['ivan@home.example'], cc: ['anna@home.example'], bcc: [] }, subject: `About ${randomUUID()}`, text: 'It waits for **you**' };
}

async function offline(): Promise<void> {
  await server.kill();
  await desk.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
}

/** What the server has of it: its messages, and its files. */
async function atServer(subject: string): Promise<{ readonly texts: readonly string[]; readonly files: number }> {
  const rows: readonly { id: string; text: string }[] = await db('messages').join('conversations', 'conversations.id', 'messages.conversation').where({ subject }).select('messages.id as id', 'messages.text as text');
  const files = await db('attachments').whereIn('message', rows.map(({ id }) => id));
  return { texts: rows.map(({ text }) => text), files: files.length };
}

async function attach(conversation: RequestInput<'newMail.save'>['id']): Promise<void> {
  const bytes = new TextEncoder().encode(`invoice of ${conversation}`);
  expect(await desk.ask('attachment.add', { conversation, transfer: randomUUID(), name: 'invoice.txt', size: bytes.byteLength, from: 0, bytes })).toMatchObject({ ok: true });
}

test('a new mail that is written without a road survives a kill, waits with its file, is changed and thrown away there, and leaves once when the road is back', async () => {
  const mail = await begun(0);
  await offline();
  await desk.ask('newMail.save', mail);
  await attach(mail.id);
  await desk.kill();
  desk.start();
  const { kept } = await desk.until(drafts, (known) => known.kept.length === 1);
  expect(kept).toMatchObject([{ ...mail, files: [{ name: 'invoice.txt' }] }]);

  expect(await desk.ask('newMail.send', mail)).toEqual({ ok: true, value: null });
  expect(await desk.until(drafts, (known) => known.kept.length === 0)).toMatchObject({ kept: [] });
  expect(await desk.ask('session.signOut', { waiting: 'ask' })).toMatchObject({ ok: true, value: { waiting: 1 } });
  await desk.kill();
  desk.start();
  const [shown] = await desk.until(waiting, (all) => all.length === 1);
  expect(shown).toMatchObject({ about: 'mail.begin', customerName: 'ivan@home.example', line: mail.subject, isHere: true });
  expect(await desk.until({ name: 'connection', input: {} }, () => true)).toMatchObject({ waiting: 1 });
  expect(await desk.ask('waiting.giveUp', { id: shown?.id ?? 0, comesBack: true })).toEqual({ ok: true, value: null });
  const back = await desk.until(drafts, (known) => known.kept.length === 1);
  expect(back.kept).toMatchObject([{ ...mail, files: [{ name: 'invoice.txt' }] }]);

  expect(await desk.ask('newMail.send', { ...mail, text: 'It waits for **you** until noon' })).toEqual({ ok: true, value: null });
  const needless = { ...mail, id: back.blank ?? 'con_none', subject: 'Needless' };
  await desk.ask('newMail.send', needless);
  await desk.until(waiting, (all) => all.length === 2);
  expect(await desk.ask('waiting.giveUp', { id: needless.id, comesBack: false })).toEqual({ ok: true, value: null });
  await server.start();
  await desk.online();
  await desk.until(waiting, (all) => all.length === 0);
  expect(await atServer(mail.subject)).toEqual({ texts: ['It waits for you until noon'], files: 1 });
  expect(await atServer('Needless')).toEqual({ texts: [], files: 0 });
});

test('a new mail whose answer is lost is said to be on its way, asked for again after a kill, and begins one conversation', async () => {
  const mail = await begun(0, lossy.url);
  lossy.lose(true);
  const before = lossy.lost();
  await attach(mail.id);
  await desk.ask('newMail.send', mail);
  await eventually(async () => expect(lossy.lost()).toBeGreaterThan(before + 1));
  await desk.until(waiting, ([first]) => first?.isHere === false);
  expect(await desk.ask('newMail.takeBack', { id: mail.id })).toEqual({ ok: false, code: 'message.left' });
  expect(await desk.ask('waiting.giveUp', { id: mail.id, comesBack: false })).toEqual({ ok: false, code: 'message.left' });
  await desk.kill();
  desk.start();
  await desk.until(waiting, ([first]) => first?.isHere === false);
  lossy.lose(false);
  await desk.until(waiting, (all) => all.length === 0);
  expect(await atServer(mail.subject)).toEqual({ texts: ['It waits for you'], files: 1 });
  expect(await desk.until(drafts, () => true)).toMatchObject({ kept: [] });
});

test('a new mail is taken back while its seconds last; one that the server refuses is written again, and its writer hears why', async () => {
  const mail = await begun(20);
  await desk.ask('newMail.send', mail);
  await desk.ask('newMail.save', { ...mail, text: 'a late keystroke' });
  expect(await desk.ask('newMail.takeBack', { id: mail.id })).toEqual({ ok: true, value: null });
  const back = await desk.until(drafts, (known) => known.kept.length === 1);
  expect(back.kept).toMatchObject([mail]);
  expect(await desk.ask('newMail.send', { ...mail, recipients: { to: [], cc: [], bcc: [] } })).toEqual({ ok: false, code: 'recipient.absent' });
  expect(await atServer(mail.subject)).toEqual({ texts: [], files: 0 });
  await desk.kill();

  const second = await begun(0);
  await desk.ask('newMail.send', { ...second, channel: chat });
  const told = await desk.until({ name: 'notices', input: {} }, (all) => all.length === 1);
  expect(told).toMatchObject([{ about: 'mail.begin', code: 'queue.absent' }]);
  expect(await desk.until(drafts, (known) => known.kept.length === 1)).toMatchObject({ kept: [{ ...second, channel: chat }] });
});
