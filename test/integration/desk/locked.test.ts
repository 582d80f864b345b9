import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { day, hour, minute, type Instant } from '#kernel/instant';
import { openExchange, type Exchange } from '#server/sync/exchange';
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { arrive } from '../../support/company';
import { ServerProcess } from '../../support/server-process';
import { agent as olga, colleague as timur, foundShop, type ShopCompany } from '../../support/shop-company';
import { bytesOf } from '../../support/supervisors';
import { Seat, type SeatSettings } from './seat';

let databases: CentralDatabases;
let db: Knex;
let exchange: Exchange;
let server: ServerProcess;
let shop: ShopCompany;
let seats: Seat[] = [];
/** What the clocks of the computer say besides the truth; `stands`: since when they only go on where a test lets them. */
let clock: { ahead: number; stands?: { readonly wall: Instant; readonly steady: number } };

beforeAll(async () => {
  databases = await startCentralDatabases();
  const fresh = await databases.fresh();
  db = fresh.db;
  exchange = await openExchange({ db, url: fresh.url, heard: {}, failed: () => undefined });
  shop = await foundShop(db, exchange.commit);
  server = new ServerProcess({ database: fresh.url });
  await server.start();
});
beforeEach(() => {
  clock = { ahead: 0 };
});
afterEach(async () => {
  for (const seat of seats.splice(0)) await seat.leave();
  await returnServer();
});
afterAll(async () => {
  await server.kill();
  await exchange.stop();
  await databases.stop();
});

const clocks = { wall: (): Instant => (clock.stands?.wall ?? Date.now()) + clock.ahead, steady: (): number => clock.stands?.steady ?? performance.now() };
const session = { name: 'session', input: {} } as const;
const queue = { name: 'list', input: { view: 'queue', search: '', limit: 50 } } as const;
const newCase = (text: string): Promise<{ readonly id: `con_${string}` }> => arrive(exchange.commit, { tenant: shop.tenant, team: shop.queue.team, text });

let isAway = false;

async function loseServer(): Promise<void> {
  await server.kill();
  isAway = true;
}

async function returnServer(): Promise<void> {
  if (isAway) await server.start();
  isAway = false;
}

function sit(settings: Omit<SeatSettings, 'server' | 'clocks'>): Seat {
  const seat = new Seat({ server: server.url, clocks, ...settings });
  seats.push(seat);
  return seat;
}

/** A fresh computer where this person has signed in by the form. */
async function signedIn(person: { readonly email: string; readonly password: string }, home?: string): Promise<Seat> {
  const seat = sit({ signIn: null, ...(home === undefined ? {} : { home }) });
  await seat.until(session, ({ state }) => state === 'signedOut');
  expect(await seat.ask('session.signIn', { email: person.email, password: person.password })).toEqual({ ok: true, value: null });
  await seat.online();
  return seat;
}

/** The program is closed and started again on the same computer. */
async function restarted(seat: Seat, changes: Partial<SeatSettings> = {}): Promise<Seat> {
  await seat.leave();
  seats = seats.filter((one) => one !== seat);
  return sit({ signIn: null, home: seat.home, sealed: seat.sealed, ...changes });
}

function filesOf(seat: Seat, name: RegExp): readonly string[] {
  return readdirSync(seat.home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && name.test(entry.name)).map((entry) => join(entry.parentPath, entry.name));
}

describe('S-40 a locked place', () => {
  test('answers nobody, keeps replicating, and opens by the password', async () => {
    const seat = await signedIn(olga);
    const { id: conversation } = await newCase('before the lock');
    await seat.until(queue, ({ rows }) => rows.some((row) => row.conversation.id === conversation));
    expect(await seat.ask('session.lock', {})).toEqual({ ok: true, value: null });
    expect(await seat.until(session, ({ state }) => state === 'locked')).toEqual({ state: 'locked', name: olga.name, by: 'password', pausedUntil: null, waiting: 0 });
    expect(await seat.ask('link.open', { url: 'https://evil.example/' })).toEqual({ ok: false, code: 'access.signedOut' });
    expect(await seat.until(queue, () => true)).toEqual({ rows: [], more: false });
    expect(await seat.until({ name: 'conversation', input: { conversation, limit: 50 } }, () => true)).toBeNull();
    expect(await seat.ask('note.add', { conversation, text: 'no' })).toEqual({ ok: false, code: 'access.signedOut' });
    expect(await seat.ask('session.signOut', { waiting: 'discard' })).toEqual({ ok: false, code: 'access.denied' });
    expect(await seat.ask('session.signIn', { email: timur.email, password: timur.password })).toEqual({ ok: false, code: 'access.signedOut' });
    const { id: later } = await newCase('behind the lock');
    expect(await seat.ask('session.unlock', { secret: 'wrong' })).toEqual({ ok: false, code: 'access.unlockFailed' });
    await expect.poll(() => seat.ask('session.unlock', { secret: olga.password })).toEqual({ ok: true, value: null });
    await seat.until(queue, ({ rows }) => rows.some((row) => row.conversation.id === later));
  });

  test('is what a start without a network begins with, and what the person wrote there leaves later', async () => {
    const first = await signedIn(olga);
    const { id: conversation } = await newCase('Есть кто?');
    await first.until(queue, ({ rows }) => rows.some((row) => row.conversation.id === conversation));
    await loseServer();
    const seat = await restarted(first);
    await seat.until(session, ({ state }) => state === 'locked');
    expect(await seat.ask('session.unlock', { secret: olga.password })).toEqual({ ok: true, value: null });
    expect(await seat.ask('note.add', { conversation, text: 'wrote offline' })).toMatchObject({ ok: true });
    await returnServer();
    await seat.online();
    expect(await db('messages').where({ conversation, text: 'wrote offline' }).pluck('text')).toHaveLength(1);
  });

  test('takes tries more and more slowly, also after a restart, and after ten of them wants the server', async () => {
    const first = await signedIn(olga);
    await first.ask('session.lock', {});
    // A slow computer would let a pause of seconds pass between two tries.
    clock.stands = { wall: Date.now(), steady: performance.now() };
    const answers: string[] = [];
    let seat = first;
    for (let tried = 0; tried < 10; tried += 1) {
      const answer = await seat.ask('session.unlock', { secret: `wrong ${tried}` });
      answers.push(answer.ok ? 'open' : answer.code);
      if (tried === 4) seat = await restarted(seat);
      if (tried === 4) await seat.until(session, ({ state }) => state === 'locked');
      if (tried >= 2 && tried < 9) expect(await seat.ask('session.unlock', { secret: olga.password })).toEqual({ ok: false, code: 'access.unlockPaused' });
      clock.ahead += 6 * minute;
    }
    expect(answers).toEqual([...Array.from({ length: 9 }, () => 'access.unlockFailed'), 'access.unlockSpent']);
    expect(await seat.until(session, ({ state }) => state === 'signedOut')).toMatchObject({ failure: 'access.unlockSpent' });
    expect(seat.sealed).toBeNull();
    expect(await seat.ask('session.signIn', { email: olga.email, password: olga.password })).toEqual({ ok: true, value: null });
  });

  test('is behind no restart of the desk process alone, which ended under a person at work', async () => {
    const first = await signedIn(olga);
    const seat = await restarted(first, { isAtWork: true });
    expect(await seat.until(session, ({ state }) => state !== 'starting')).toMatchObject({ state: 'signedIn' });
  });
});

describe('S-41 a place that the server has not confirmed for too long', () => {
  test('is wiped at the next start; what waited is told, kept, and pushed after the sign-in of the same person', async () => {
    const first = await signedIn(olga);
    const { id: conversation } = await newCase('canary-of-the-expired');
    await first.until(queue, ({ rows }) => rows.some((row) => row.conversation.id === conversation));
    await loseServer();
    expect(await first.ask('note.add', { conversation, text: 'outlives the copy' })).toMatchObject({ ok: true });
    clock.ahead += 7 * day + hour;
    const seat = await restarted(first);
    expect(await seat.until(session, ({ state }) => state !== 'starting')).toEqual({ state: 'signedOut', failure: 'access.expired', left: [{ name: olga.name, waiting: 1 }] });
    expect([filesOf(seat, /cache\.db/), bytesOf(seat).includes('canary-of-the-expired'), seat.sealed]).toEqual([[], false, null]);
    await returnServer();
    expect(await seat.ask('session.signIn', { email: olga.email, password: olga.password })).toEqual({ ok: true, value: null });
    await seat.online();
    expect(await db('messages').where({ conversation, text: 'outlives the copy' }).pluck('text')).toHaveLength(1);
  });

  test('is not given more days by a clock that is set back', async () => {
    const first = await signedIn(olga);
    await loseServer();
    clock.ahead += 6 * day;
    const second = await restarted(first);
    await second.until(session, ({ state }) => state === 'locked');
    clock.ahead += 8 * hour - 6 * day;
    const third = await restarted(second);
    expect(await third.until(session, ({ state }) => state !== 'starting')).toMatchObject({ state: 'signedOut', failure: 'access.clockWentBack' });
    expect(third.sealed).toBeNull();
  });
});

describe('S-42 a computer that was taken away from a person', () => {
  test.each([
    ['whose session was ended by somebody', (email: string) => db('sessions').whereIn('person', db('accounts').where({ email }).select('person')).update({ revoked: 'person' })],
    ['whose account was closed', (email: string) => db('accounts').where({ email }).update({ disabled: true })],
  ])('%s loses its copy at the next contact; what was not sent stays, and only that', async (_who, revoke) => {
    const first = await signedIn(olga);
    const { id: conversation } = await newCase('canary-of-the-revoked');
    await first.until(queue, ({ rows }) => rows.some((row) => row.conversation.id === conversation));
    await loseServer();
    await first.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
    expect(await first.ask('note.add', { conversation, text: 'waits for a return' })).toMatchObject({ ok: true });
    await revoke(olga.email);
    // The access token of before would be good for minutes: a restart has none.
    const seat = await restarted(first);
    await seat.until(session, ({ state }) => state === 'locked');
    await returnServer();
    expect(await seat.until(session, ({ state }) => state === 'signedOut', 60_000)).toMatchObject({ failure: 'access.revoked', left: [{ name: olga.name, waiting: 1 }] });
    await expect.poll(() => filesOf(seat, /cache\.db/)).toEqual([]);
    expect([bytesOf(seat).includes('canary-of-the-revoked'), seat.sealed]).toEqual([false, null]);
    await db('accounts').where({ email: olga.email }).update({ disabled: false });
    expect(await seat.ask('session.signIn', { email: olga.email, password: olga.password })).toEqual({ ok: true, value: null });
    await seat.online();
    expect(await db('messages').where({ conversation, text: 'waits for a return' }).pluck('text')).toHaveLength(1);
  });

  test('where the key store does not open the session any more: the copy goes, what waits stays, one sentence is said', async () => {
    const first = await signedIn(olga);
    const { id: conversation } = await newCase('canary-of-the-copied-profile');
    await first.until(queue, ({ rows }) => rows.some((row) => row.conversation.id === conversation));
    await loseServer();
    expect(await first.ask('note.add', { conversation, text: 'waits in a copied profile' })).toMatchObject({ ok: true });
    const seat = await restarted(first, { sealed: null, isLost: true });
    expect(await seat.until(session, ({ state }) => state !== 'starting')).toEqual({ state: 'signedOut', failure: 'access.keyLost', left: [{ name: olga.name, waiting: 1 }] });
    expect([filesOf(seat, /cache\.db/), bytesOf(seat).includes('canary-of-the-copied-profile')]).toEqual([[], false]);
  });
});

describe('several people at one computer', () => {
  test('S-43 one leaves work that waits, another works and signs out, the first returns: nothing is lost, and nothing of one is in the other’s', async () => {
    const first = await signedIn(olga);
    const { id: conversation } = await newCase('canary-of-olgas-customer');
    await first.until(queue, ({ rows }) => rows.some((row) => row.conversation.id === conversation));
    await loseServer();
    await first.until({ name: 'connection', input: {} }, ({ state }) => state === 'offline');
    for (const text of ['olga-wrote-one', 'olga-wrote-two']) expect(await first.ask('note.add', { conversation, text })).toMatchObject({ ok: true });
    await first.ask('draft.save', { conversation, mode: 'reply', text: 'olga-drafts' });
    expect(await first.ask('session.signOut', { waiting: 'keep' })).toEqual({ ok: true, value: { waiting: 0 } });
    expect(await first.until(session, ({ state }) => state === 'signedOut')).toEqual({ state: 'signedOut', failure: null, left: [{ name: olga.name, waiting: 2 }] });
    expect(filesOf(first, /cache\.db/)).toEqual([]);
    await returnServer();
    expect(await first.ask('session.signIn', { email: timur.email, password: timur.password })).toEqual({ ok: true, value: null });
    await first.online();
    expect(await db('messages').where({ conversation, text: 'olga-wrote-one' }).pluck('text')).toEqual([]);
    const timurs = await db('people').where({ name: timur.name }).pluck<string[]>('id');
    const his = filesOf(first, /./).filter((file) => file.includes(String(timurs[0])));
    expect(his.some((file) => file.endsWith('cache.db'))).toBe(true);
    for (const file of his) expect(readFileSync(file, 'latin1')).not.toMatch(/olga-wrote|olga-drafts/);
    expect(await first.ask('session.signOut', { waiting: 'ask' })).toEqual({ ok: true, value: { waiting: 0 } });
    expect(await first.until(session, ({ state }) => state === 'signedOut')).toMatchObject({ left: [{ name: olga.name, waiting: 2 }] });
    expect(await first.ask('session.signIn', { email: olga.email, password: olga.password })).toEqual({ ok: true, value: null });
    await first.online();
    expect(await db('messages').where({ conversation }).where('text', 'like', 'olga-wrote-%').orderBy('text').pluck('text')).toEqual(['olga-wrote-one', 'olga-wrote-two']);
    await first.until({ name: 'conversation', input: { conversation, limit: 50 } }, (shown) => shown?.drafts[0]?.text === 'olga-drafts');
  });

  test('two desks of one person at once come to the same, and neither sees the other’s draft or doubles anything', async () => {
    const [one, two] = [await signedIn(olga), await signedIn(olga)];
    const { id: conversation } = await newCase('on two desks');
    const open = { name: 'conversation', input: { conversation, limit: 50 } } as const;
    for (const seat of [one, two]) await seat.until(queue, ({ rows }) => rows.some((row) => row.conversation.id === conversation));
    await one.ask('draft.save', { conversation, mode: 'note', text: 'a draft of desk one' });
    await Promise.all([one, two].flatMap((seat, at) => [1, 2, 3].map((number) => seat.ask('note.add', { conversation, text: `desk ${at} note ${number}` }))));
    for (const seat of [one, two]) await seat.until(open, (shown) => shown?.messages.filter(({ row, waiting }) => row.part.kind === 'note' && !waiting).length === 6);
    const [first, second] = [await one.until(open, () => true), await two.until(open, () => true)];
    expect(second?.messages.map(({ row }) => row)).toEqual(first?.messages.map(({ row }) => row));
    expect([first?.drafts.map(({ text }) => text), second?.drafts]).toEqual([['a draft of desk one'], []]);
    expect(await db('messages').where({ conversation }).where('text', 'like', 'desk %').pluck('text')).toHaveLength(6);
  });
});

test('the sign-in screen of a computer that nobody used says nothing of anybody', async () => {
  const seat = sit({ signIn: null });
  expect(await seat.until(session, ({ state }) => state === 'signedOut')).toEqual({ state: 'signedOut', failure: null, left: [] });
  expect(existsSync(join(seat.home, 'desk', randomUUID()))).toBe(false);
});
