import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifierOf } from '#desk/access/verifier';
import { id } from '#kernel/id';
import { day, minute } from '#kernel/instant';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { SlowServer } from '../../support/slow-server';
import { freshFolder } from './fresh-folder';
import { Seat, type SeatSettings } from './seat';
import { grant, meOf, ok, signIn, tenant } from './slow-company';

const seats: Seat[] = [];
const servers: SlowServer[] = [];

afterEach(async () => {
  vi.useRealTimers();
  for (const seat of seats.splice(0)) await seat.leave();
  for (const server of servers.splice(0)) await server.close();
});

const session = { name: 'session', input: {} } as const;
const answers = { 'POST /session': signIn(), 'POST /clients': () => ok, 'POST /session/refresh': () => grant('anna'), 'DELETE /session': () => ok };

async function opened(): Promise<SlowServer & { readonly url: string }> {
  const server = new SlowServer(answers);
  servers.push(server);
  return Object.assign(server, { url: await server.open() });
}

function sit(settings: SeatSettings): Seat {
  const seat = new Seat(settings);
  seats.push(seat);
  return seat;
}

async function atTheForm(server: string): Promise<Seat> {
  const seat = sit({ server, signIn: null });
  await seat.until(session, ({ state }) => state === 'signedOut');
  return seat;
}

const enter = (seat: Seat): Promise<unknown> => seat.ask('session.signIn', { email: 'anna@shop.example', password: 'password of anna' });
const moment = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 300));
const copyOf = (home: string): string => join(home, 'desk', tenant, id('person', 'anna'), 'cache.db');

describe('what the server granted', () => {
  test('is not used before main has sealed it', async () => {
    const server = await opened();
    const seat = await atTheForm(server.url);
    seat.sealsAs = null;
    const entered = enter(seat);
    await expect.poll(() => seat.unsealed).toBe(1);
    await moment();
    expect(server.heard).toEqual(['POST /session']);
    seat.answerSeals('given');
    expect(await entered).toEqual({ ok: true, value: null });
    await expect.poll(() => server.heard).toContain('POST /clients');
  });

  test('is not used at all while a token of before cannot be removed: that would be taken for a thief’s', async () => {
    const server = await opened();
    const seat = await atTheForm(server.url);
    seat.sealsAs = 'before';
    expect(await enter(seat)).toEqual({ ok: false, code: 'disk.failed' });
    await moment();
    expect(server.heard).toEqual(['POST /session']);
  });

  test('is sealed later where a full disk did not let it be', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const server = await opened();
    const seat = await atTheForm(server.url);
    seat.sealsAs = 'absent';
    expect(await enter(seat)).toEqual({ ok: true, value: null });
    expect(seat.sealed).toBeNull();
    seat.sealsAs = 'given';
    vi.advanceTimersByTime(20_000);
    await expect.poll(() => seat.sealed).toContain('refresh of anna');
  });
});

describe('a PIN', () => {
  async function withPin(tries: number, isAtWork: boolean): Promise<{ readonly seat: Seat; readonly clock: { ahead: number } }> {
    const clock = { ahead: 0 };
    const { url } = await opened();
    const home = freshFolder('pin');
    const person = { server: url, me: meOf('anna'), confirmedAt: Date.now(), offlineDays: 7, tries, blockedUntil: 0 };
    mkdirSync(join(home, 'desk'), { recursive: true });
    writeFileSync(join(home, 'desk', 'computer.json'), JSON.stringify({ language: 'en', theme: 'auto', people: [person] }));
    const sealed = JSON.stringify({ person: id('person', 'anna'), refresh: 'refresh of anna', verifier: await verifierOf('pin', '824613') });
    const clocks = { wall: () => Date.now() + clock.ahead, steady: () => performance.now() };
    const seat = sit({ server: url, signIn: null, home, sealed, isAtWork, clocks });
    await seat.until(session, ({ state }) => state === (isAtWork ? 'signedIn' : 'locked'));
    return { seat, clock };
  }

  test('that somebody at an open place tries to replace takes ten tries, as the lock does', async () => {
    const { seat, clock } = await withPin(0, true);
    const codes: unknown[] = [];
    for (let tried = 0; tried < 10; tried += 1) {
      codes.push(await seat.ask('session.setPin', { pin: '935724', before: '111111' }));
      clock.ahead += 6 * minute;
    }
    expect(codes.at(-1)).toEqual({ ok: false, code: 'access.unlockSpent' });
    expect(await seat.until(session, ({ state }) => state === 'signedOut')).toMatchObject({ failure: 'access.unlockSpent' });
    expect(seat.sealed).toBeNull();
  });

  test('opens nothing after the last try, though it is the right one', async () => {
    const { seat } = await withPin(10, false);
    expect(await seat.ask('session.unlock', { secret: '824613' })).toEqual({ ok: false, code: 'access.unlockSpent' });
    expect(await seat.until(session, ({ state }) => state === 'signedOut')).toMatchObject({ failure: 'access.unlockSpent' });
  });
});

test('a copy is wiped when its person’s days are over, also where the server has another address by then', async () => {
  const [before, after] = [await opened(), await opened()];
  const seat = await atTheForm(before.url);
  await enter(seat);
  await seat.leave();
  expect(existsSync(copyOf(seat.home))).toBe(true);
  const clocks = { wall: () => Date.now() + 8 * day, steady: () => performance.now() };
  const again = sit({ server: after.url, signIn: null, home: seat.home, sealed: null, clocks });
  await again.until(session, ({ state }) => state === 'signedOut');
  expect(existsSync(copyOf(seat.home))).toBe(false);
});

test('a lock that comes while the place waits for another process is not forgotten', async () => {
  const server = await opened();
  const first = await atTheForm(server.url);
  await enter(first);
  const second = sit({ server: server.url, signIn: null, home: first.home, sealed: first.sealed, isAtWork: true });
  await second.until(session, (shown) => shown.state === 'starting' && shown.waits === 'desk.elsewhere');
  expect(await second.ask('session.lock', {})).toEqual({ ok: true, value: null });
  await first.leave();
  await second.until(session, ({ state }) => state !== 'starting');
  expect(await second.until(session, () => true)).toMatchObject({ state: 'locked' });
});
