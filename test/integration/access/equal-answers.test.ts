import { hash } from '@node-rs/argon2';
import { addAccount } from '#db/central/accounts';
import { id } from '#kernel/id';
import { hashPassword } from '#server/access/password';
import type { RunningServer } from '#server/start-server';
import { BlockList } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { get, password, post, startTestServer } from '../../support/central-server';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { timeStands } from '../../support/still-time';

let served: ServedCompany;
let server: RunningServer;

beforeAll(async () => {
  served = await openServedCompany();
  ({ server } = served);
});
afterAll(() => served.stop());

/** What other work on the machine adds to a try falls away with the slower ones. */
function lowerDecile(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 10)] ?? 0;
}

/** Adds the times of tries that take turns, so that a busy moment of the machine falls on all of them alike. */
async function measure(tries: readonly (() => Promise<unknown>)[], rounds: number, times: readonly number[][]): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    for (let at = 0; at < tries.length; at += 1) {
      const turn = (at + round) % tries.length;
      const started = performance.now();
      await tries[turn]?.();
      times[turn]?.push(performance.now() - started);
    }
  }
}

test('S-04 an unknown address, a wrong password and a disabled account take the same time, within a tenth', { timeout: 120_000 }, async () => {
  const { sessions, db } = server.services;
  const { email } = await served.newAgent();
  const { email: disabled } = await served.newAgent();
  await db('accounts').where({ email: disabled }).update({ disabled: true });
  let address = 0;
  const fresh = (): string => `10.1.${Math.floor((address += 1) / 250)}.${address % 250}`;
  const enter = (who: { readonly email: string; readonly password: string }) => async (): Promise<unknown> => sessions.signIn({ ...who, device: '', address: fresh() });
  const tries = [enter({ email: 'nobody@example.org', password: 'wrong' }), enter({ email, password: 'wrong' }), enter({ email: disabled, password })];
  await measure(tries, 5, []);
  const times = tries.map((): number[] => []);
  let spread = 1;
  // The busier the machine, the more tries it takes until some of each went undisturbed.
  for (const end = performance.now() + 90_000; spread > 0.1 && performance.now() < end; ) {
    await measure(tries, 20, times);
    const undisturbed = times.map(lowerDecile);
    spread = Math.max(...undisturbed) / Math.min(...undisturbed) - 1;
  }
  expect(spread).toBeLessThanOrEqual(0.1);
});

test('two hundred people who sign in at once all get in, and hold little memory', async () => {
  const emails = await hireMany(200);
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 10);
  const answers = await Promise.all(emails.map((email) => post(server.url, '/session', { email, password, device: 'shift' })));
  clearInterval(watch);
  expect(answers.filter(({ status }) => status === 200).length).toBe(200);
  expect((most - before) / 2 ** 20).toBeLessThan(200);
});

/** People of one password, which is hashed once. */
async function hireMany(count: number): Promise<readonly string[]> {
  const { exchange } = server.services;
  const { tenant, support } = served.company;
  const stored = await hashPassword(password);
  const people = Array.from({ length: count }, (_, at) => ({ id: id('person', `shift-${at}`), email: `shift-${at}@example.org` }));
  await exchange.commit(tenant, async (tx, _now, put) => {
    await put(people.map((person) => ({ op: 'put', table: 'people', row: { id: person.id, name: 'Person', roles: ['agent'], teams: [support], version: 0 } })));
    for (const person of people) await addAccount(tx, { tenant, person: person.id, email: person.email, password: stored });
  });
  return people.map(({ email }) => email);
}

test('a hash of less strength is made anew by the next right sign-in, and by no wrong one', async () => {
  const { email } = await served.newAgent();
  const accounts = server.services.db('accounts').where({ email });
  await accounts.clone().update({ password: await hash(password, { algorithm: 2, memoryCost: 4096, timeCost: 1, parallelism: 1 }) });
  await server.services.sessions.signIn({ email, password: 'wrong', device: '', address: '10.2.0.1' });
  expect((await accounts.clone().first<{ password: string }>('password')).password).toContain('m=4096,');
  expect((await server.services.sessions.signIn({ email, password, device: '', address: '10.2.0.1' })).ok).toBe(true);
  expect((await accounts.clone().first<{ password: string }>('password')).password).toContain('m=19456,t=2,');
  expect((await server.services.sessions.signIn({ email, password, device: '', address: '10.2.0.1' })).ok).toBe(true);
});

test('S-05 behind a proxy that is named, a guesser slows down themselves only; one that is not named is not believed', async () => {
  const proxied = await startTestServer(served.url, { trustedProxies: loopback() });
  const { email } = await served.newAgent();
  timeStands();
  const enter = (url: string, from: string, given: string): Promise<Response> =>
    fetch(new URL('/session', url), { method: 'POST', headers: { 'content-type': 'application/json', 'x-forwarded-for': from }, body: JSON.stringify({ email, password: given, device: '' }) });
  for (let attempt = 0; attempt < 6; attempt += 1) await enter(proxied.url, `198.51.100.7, 203.0.113.9`, 'wrong');
  expect((await enter(proxied.url, '192.0.2.1, 203.0.113.9', password)).status).toBe(429);
  expect((await enter(proxied.url, '203.0.113.10', password)).status).toBe(200);
  for (let attempt = 0; attempt < 6; attempt += 1) await enter(server.url, `198.51.100.${attempt}`, 'wrong');
  expect((await enter(server.url, '203.0.113.11', password)).status).toBe(429);
  await proxied.stop();
});

test('figures are not for whoever comes through a proxy, even one on this machine that nobody named', async () => {
  expect((await get(server.url, '/metrics')).status).toBe(200);
  for (const header of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip']) {
    expect((await fetch(new URL('/metrics', server.url), { headers: { [header]: '127.0.0.1' } })).status).toBe(404);
  }
});

function loopback(): BlockList {
  const list = new BlockList();
  list.addSubnet('127.0.0.0', 8);
  list.addAddress('::1', 'ipv6');
  return list;
}
