import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { id } from '#kernel/id';
import { day } from '#kernel/instant';
import { afterEach, expect, test, vi } from 'vitest';
import { gate, SlowServer } from '../../support/slow-server';
import { Seat } from './seat';
import { grant, ok, signIn, tenant } from './slow-company';

const seats: Seat[] = [];
const servers: SlowServer[] = [];

afterEach(async () => {
  vi.useRealTimers();
  for (const seat of seats.splice(0)) await seat.leave();
  for (const server of servers.splice(0)) await server.close();
});

const session = { name: 'session', input: {} } as const;

async function sit(answers: ConstructorParameters<typeof SlowServer>[0], clocks?: ConstructorParameters<typeof Seat>[0]['clocks']): Promise<{ readonly seat: Seat; readonly server: SlowServer }> {
  const server = new SlowServer(answers);
  servers.push(server);
  const seat = new Seat({ server: await server.open(), signIn: null, ...(clocks === undefined ? {} : { clocks }) });
  seats.push(seat);
  await seat.until(session, ({ state }) => state === 'signedOut');
  return { seat, server };
}

/** For what a desk in this process does with an answer that is on its way to it. */
const taken = async (server: SlowServer, call: string): Promise<void> => {
  await expect.poll(() => server.told).toContain(call);
  await new Promise((resolve) => setTimeout(resolve, 300));
};

const enter = (seat: Seat, name: string): Promise<unknown> => seat.ask('session.signIn', { email: `${name}@shop.example`, password: `password of ${name}` });

test('S-21 a renewal that is answered while a person signs out seals nothing again', async () => {
  const renewal = gate();
  const { seat, server } = await sit({ 'POST /session': signIn(1), 'POST /session/refresh': async () => renewal.passed.then(() => grant('anna')), 'DELETE /session': () => ok });
  await enter(seat, 'anna');
  await expect.poll(() => server.heard).toContain('POST /session/refresh');
  expect(seat.sealed).not.toBeNull();
  const out = seat.ask('session.signOut', { waiting: 'keep' });
  await expect.poll(() => seat.sealed, { interval: 1 }).toBeNull();
  renewal.open();
  await out;
  await taken(server, 'POST /session/refresh');
  expect(seat.sealed).toBeNull();
});

test('a registration that is answered after its person has left ends no desk', async () => {
  const registration = gate();
  const rejected: unknown[] = [];
  const hear = (error: unknown): void => void rejected.push(error);
  process.on('unhandledRejection', hear);
  const { seat, server } = await sit({ 'POST /session': signIn(), 'POST /clients': async () => registration.passed.then(() => ok), 'DELETE /session': () => ok });
  await enter(seat, 'anna');
  await expect.poll(() => server.heard).toContain('POST /clients');
  await seat.ask('session.signOut', { waiting: 'keep' });
  registration.open();
  await taken(server, 'POST /clients');
  process.off('unhandledRejection', hear);
  expect(rejected).toEqual([]);
});

test('S-43 a password that somebody changed before they left opens nobody else’s place', async () => {
  const change = gate();
  const { seat, server } = await sit({ 'POST /session': signIn(), 'POST /me/password': async () => change.passed.then(() => ok), 'DELETE /session': () => ok });
  await enter(seat, 'anna');
  const changing = seat.ask('security.changePassword', { present: 'password of anna', next: 'another password of anna' });
  await expect.poll(() => server.heard).toContain('POST /me/password');
  await seat.ask('session.signOut', { waiting: 'keep' });
  await enter(seat, 'boris');
  change.open();
  await changing;
  await seat.ask('session.lock', {});
  expect(await seat.ask('session.unlock', { secret: 'another password of anna' })).toEqual({ ok: false, code: 'access.unlockFailed' });
  expect(await seat.ask('session.unlock', { secret: 'password of boris' })).toEqual({ ok: true, value: null });
});

test('S-41 the copy of a person who is not here is wiped when their days are over, without a start of the program', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const clock = { ahead: 0 };
  const { seat } = await sit(
    { 'POST /session': signIn(1), 'POST /session/refresh': (body) => ((body as { refresh: string }).refresh.endsWith('anna') ? { status: 401, body: { code: 'access.signedOut' } } : grant('boris')), 'DELETE /session': () => ok },
    { wall: () => Date.now() + clock.ahead, steady: () => performance.now() },
  );
  await enter(seat, 'anna');
  await seat.until(session, (shown) => shown.state === 'signedOut' && shown.failure === 'access.signedOut');
  const copy = join(seat.home, 'desk', tenant, id('person', 'anna'), 'cache.db');
  expect(existsSync(copy)).toBe(true);
  clock.ahead = 6 * day;
  await enter(seat, 'boris');
  clock.ahead = 8 * day;
  vi.advanceTimersByTime(20_000);
  await expect.poll(() => existsSync(copy)).toBe(false);
  expect(existsSync(join(seat.home, 'desk', tenant, id('person', 'boris'), 'cache.db'))).toBe(true);
});
