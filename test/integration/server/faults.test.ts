import { createTeam, createTenant } from '../../support/accounts';
import { openExchange } from '#server/sync/exchange';
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { failureOf, get, hire, newClient, password, post, signIn, startTestServer, TestDesk } from '../../support/central-server';
import { arrive, foundCompany, note } from '../../support/company';
import { ServerProcess, type ServerSettings } from '../../support/server-process';
import { stopPostgres } from '../../support/stopped-postgres';

let databases: CentralDatabases;
beforeAll(async () => {
  databases = await startCentralDatabases({});
});
afterAll(() => databases.stop());

async function startedOver(database: ServerSettings['database']): Promise<ServerProcess> {
  const server = new ServerProcess({ database });
  await server.start();
  return server;
}

test('a server killed in the middle of a push has applied each mutation once after the retry', async () => {
  const { url, db } = await databases.fresh();
  const exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
  const company = await foundCompany(db, exchange.commit);
  const conversation = await arrive(exchange.commit, { tenant: company.tenant, team: company.support, text: 'first' });
  const { email } = await hire(exchange.commit, company.tenant, { teams: [company.support] });
  const client = newClient();
  const mutations = Array.from({ length: 900 }, (_, index) => ({ id: index + 1, intent: note(conversation.id, `line ${index + 1}`) }));
  const each = 15;
  let acked = 0;
  for (let life = 0; life < 3; life += 1) {
    const server = await startedOver(url);
    const session = await signIn(server.url, email);
    const desk = await TestDesk.greeted(server.url, session, { client });
    for (let from = acked; from < mutations.length; from += each) desk.send({ t: 'push', mutations: mutations.slice(from, from + each) });
    if (life < 2) await sleep(20 + life * 40);
    else await desk.heard((frame) => frame.t === 'ack' && frame.upTo === mutations.length);
    await server.kill();
    acked = Math.max(acked, ...desk.frames.map((frame) => (frame.t === 'ack' ? frame.upTo : 0)));
    const stored = await db('messages').where({ conversation: conversation.id, tenant: company.tenant }).count<{ count: number }[]>('* as count');
    expect(stored[0]?.count).toBeGreaterThanOrEqual(acked + 1);
    if (life === 0) expect(acked).toBeLessThan(mutations.length);
  }
  const texts = await db('messages').where({ conversation: conversation.id, tenant: company.tenant }).orderBy('at').pluck('text');
  expect(texts).toEqual(['first', ...mutations.map((mutation) => mutation.intent.args.text)]);
  await exchange.stop();
});

test('two server processes serve one tenant: what is written at one arrives at the other', async () => {
  const { url, db } = await databases.fresh();
  const servers = await Promise.all([startedOver(url), startedOver(url)]);
  const exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
  const company = await foundCompany(db, exchange.commit);
  const conversation = await arrive(exchange.commit, { tenant: company.tenant, team: company.support, text: 'first' });
  const { email } = await hire(exchange.commit, company.tenant, { teams: [company.support] });
  const desks = await Promise.all(
    servers.map(async (server) => {
      const session = await signIn(server.url, email);
      return TestDesk.live(server.url, session);
    }),
  );
  desks[0]?.send({ t: 'push', mutations: [{ id: 1, intent: note(conversation.id, 'across') }] });
  await desks[1]?.heard((frame) => frame.t === 'changes' && JSON.stringify(frame).includes('across'));
  desks[1]?.send({ t: 'push', mutations: [{ id: 1, intent: note(conversation.id, 'and back') }] });
  await desks[0]?.heard((frame) => frame.t === 'changes' && JSON.stringify(frame).includes('and back'));
  await Promise.all(servers.map((server) => server.stop()));
  expect(servers.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  await exchange.stop();
});

test('while the database is gone every answer is a code; afterwards the server goes on by itself', async () => {
  const { url, db } = await databases.fresh();
  const server = await startTestServer(url);
  const { commit } = server.services.exchange;
  const company = await foundCompany(db, commit);
  const { email } = await hire(commit, company.tenant, { teams: [company.support] });
  const session = await signIn(server.url, email);
  const desk = await TestDesk.greeted(server.url, session);
  const startAgain = stopPostgres(databases);
  const answers = [await get(server.url, '/health'), await post(server.url, '/session', { email, password, device: '' })];
  for (const answer of answers) expect(await failureOf(answer)).toEqual({ status: 503, code: 'server.unavailable' });
  const { client } = desk;
  desk.send({ t: 'push', mutations: [{ id: 1, intent: null }] });
  await expect.poll(() => desk.closed).toBe(true);
  expect(desk.frames.at(-1)).toMatchObject({ t: 'failure', code: 'server.unavailable' });
  startAgain();
  await expect.poll(async () => (await get(server.url, '/health')).status).toBe(200);
  const again = await signIn(server.url, email);
  const back = await TestDesk.greeted(server.url, again, { client });
  back.send({ t: 'push', mutations: [{ id: 1, intent: null }] });
  await back.heard((frame) => frame.t === 'ack' && frame.upTo === 1);
  const team = await createTeam(commit, await createTenant(db, { name: 'Later' }), 'Later');
  expect(team.name).toBe('Later');
  back.close();
  await server.stop();
});

test('a server killed by force leaves no database process behind, and the next one continues with the data', async () => {
  const folder = join(databases.folder, 'own');
  const first = await startedOver({ folder });
  expect((await get(first.url, '/health')).status).toBe(200);
  await first.kill();
  await expect.poll(() => processesOf(folder)).toBe(0);
  const second = await startedOver({ folder });
  expect((await get(second.url, '/health')).status).toBe(200);
  await second.stop();
  expect(second.exitCode).toBe(0);
  expect(processesOf(folder)).toBe(0);
});

test('S-10 what people wrote and secrets do not reach the log', async () => {
  const { url, db } = await databases.fresh();
  const server = await startedOver(url);
  const exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
  const company = await foundCompany(db, exchange.commit);
  const conversation = await arrive(exchange.commit, { tenant: company.tenant, team: company.support, text: 'canary-text' });
  const { email } = await hire(exchange.commit, company.tenant, { teams: [company.support] });
  const session = await signIn(server.url, email);
  const desk = await TestDesk.greeted(server.url, session);
  desk.send({ t: 'push', mutations: [{ id: 1, intent: note(conversation.id, 'canary-note') }] });
  await desk.heard((frame) => frame.t === 'ack');
  await post(server.url, '/session', { email, password: 'canary-password', device: 'canary-device' });
  await server.stop();
  const log = server.printed.join('\n');
  expect(log).toContain('server.ready');
  for (const secret of ['canary', email, session.access, session.refresh, new URL(url).password]) expect(log).not.toContain(secret);
  await exchange.stop();
});

function processesOf(folder: string): number {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n').filter((line) => line.includes(folder) && line.includes('postgres')).length;
}
