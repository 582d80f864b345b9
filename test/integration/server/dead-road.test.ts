import type { RunningServer } from '#server/start-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { failureOf, hire, post, signIn, startTestServer, TestDesk } from '../../support/central-server';
import { arrive, foundCompany, note } from '../../support/company';
import { faultyProxy } from '../../support/faulty-proxy';

let databases: CentralDatabases;
beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());

/** A road to this database that goes dead in a storm: everything stays open and nothing arrives. */
async function road(url: string): Promise<{ readonly url: string; readonly dead: () => void; readonly mended: () => void; readonly close: () => Promise<void> }> {
  const through = new URL(url);
  const proxy = await faultyProxy(Number(through.port), () => ({ fate: 'blackhole', after: 0, latency: 0, trickle: 0 }));
  through.hostname = '127.0.0.1';
  through.port = String(proxy.port);
  // Nobody waits here for what an operator's patience allows.
  through.searchParams.set('query_timeout', '2000');
  through.searchParams.set('options', '-c idle_session_timeout=4000');
  return { url: through.href, dead: () => proxy.deaden(), mended: () => proxy.turn('fair'), close: () => proxy.close() };
}

async function stopAll(servers: readonly RunningServer[]): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()));
}

test('a dead road to the database hangs nobody: the server says that it is unavailable, and serves again by itself', async () => {
  const { url, db } = await databases.fresh();
  const toDatabase = await road(url);
  const server = await startTestServer(toDatabase.url);
  const company = await foundCompany(db, server.services.exchange.commit);
  const { email } = await hire(server.services.exchange.commit, company.tenant, { teams: [company.support] });
  const { refresh } = await signIn(server.url, email);
  toDatabase.dead();
  await expect.poll(async () => (await fetch(new URL('/health', server.url))).status).toBe(503);
  const asked = performance.now();
  expect(await failureOf(await post(server.url, '/session/refresh', { refresh }))).toEqual({ status: 503, code: 'server.unavailable' });
  expect(performance.now() - asked).toBeLessThan(12_000);
  toDatabase.mended();
  await expect.poll(async () => (await post(server.url, '/session/refresh', { refresh })).status).toBe(200);
  await stopAll([server]);
  await toDatabase.close();
});

test('a leader whose road to the database is dead does not keep the lead: another server numbers what is written', async () => {
  const { url, db } = await databases.fresh();
  const toDatabase = await road(url);
  const leader = await startTestServer(toDatabase.url);
  const company = await foundCompany(db, leader.services.exchange.commit);
  const conversation = await arrive(leader.services.exchange.commit, { tenant: company.tenant, team: company.support, text: 'first' });
  const { email } = await hire(leader.services.exchange.commit, company.tenant, { teams: [company.support] });
  const other = await startTestServer(url);
  const desk = await TestDesk.live(other.url, await signIn(other.url, email));
  toDatabase.dead();
  await expect.poll(async () => (await fetch(new URL('/health', leader.url))).status).toBe(503);
  desk.send({ t: 'push', mutations: [{ id: 1, intent: note(conversation.id, 'while nobody led') }] });
  await expect.poll(() => desk.frames.some((frame) => frame.t === 'changes' && JSON.stringify(frame).includes('while nobody led'))).toBe(true);
  toDatabase.mended();
  await stopAll([leader, other]);
  await toDatabase.close();
});
