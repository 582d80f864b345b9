import { foundFirstCompany } from '#server/first-company/found-first-company';
import { readFirstSignIn } from '#server/first-company/first-sign-in';
import { createTenant } from '../../support/accounts';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { get, newClient, post, readSnapshot, startTestServer } from '../../support/central-server';
import { granted } from '#contract/session';

let databases: CentralDatabases;
let folder: string;
beforeAll(async () => {
  databases = await startCentralDatabases();
  folder = await mkdtemp(join(tmpdir(), 'otklik-first-'));
});
afterAll(async () => {
  await databases.stop();
  await rm(folder, { recursive: true });
});

test('a server without a company founds one; its first person signs in with the kept password and finds team, queue, mail and chat', async () => {
  const { url } = await databases.fresh();
  const server = await startTestServer(url);
  const { db, exchange } = server.services;
  const found = (): Promise<string | null> => foundFirstCompany({ db, commit: exchange.commit, folder, language: 'ru' });
  const path = (await found()) ?? '';
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const { email = '', password = '' } = (await readFirstSignIn(path)) ?? {};
  expect(password).toHaveLength(20);

  const session = granted.parse(await (await post(server.url, '/session', { email, password, device: 'test' })).json());
  expect(session.me.roles).toEqual(['agent', 'administrator']);
  const client = newClient();
  await post(server.url, '/clients', { access: session.access, client });
  const { text } = await readSnapshot(server.url, session, client);
  for (const name of ['Поддержка', 'Обращения', 'support@company.example', 'Чат на сайте', 'Админ']) expect(text).toContain(name);

  expect(await found()).toBe(path);
  expect(await db('tenants').pluck('id')).toHaveLength(1);
  expect(await db('channels').pluck('kind')).toHaveLength(2);
  expect((await get(server.url, '/health')).status).toBe(200);
  await server.stop();
});

test('a founding that broke off is finished by the next start', async () => {
  const { url, db } = await databases.fresh();
  const server = await startTestServer(url);
  const found = (): Promise<string | null> => foundFirstCompany({ db, commit: server.services.exchange.commit, folder: join(folder, 'broken'), language: 'en' });
  await expect(foundFirstCompany({ db, commit: () => Promise.reject(new Error('power cut')), folder: join(folder, 'broken'), language: 'en' })).rejects.toThrow('power cut');
  const path = await found();
  const first = await readFirstSignIn(path ?? '');
  expect((await post(server.url, '/session', { email: first?.email, password: first?.password, device: 'test' })).status).toBe(200);
  expect(await db('tenants').pluck('id')).toEqual([first?.tenant]);
  await server.stop();
});

test('a demonstration is no company of one’s own, and an own company stays the only one', async () => {
  const { url, db } = await databases.fresh();
  const server = await startTestServer(url);
  const { commit } = server.services.exchange;
  await createTenant(db, { name: 'Shop', demonstration: true });
  expect(await foundFirstCompany({ db, commit, folder: join(folder, 'after-demo'), language: 'en' })).not.toBeNull();
  expect(await foundFirstCompany({ db, commit, folder: join(folder, 'elsewhere'), language: 'en' })).toBeNull();
  await server.stop();
});
