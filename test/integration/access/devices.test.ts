import { security } from '#contract/security';
import type { Granted } from '#contract/session';
import type { RunningServer } from '#server/start-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { failureOf, get, hire, password, post, signIn, startTestServer, TestDesk } from '../../support/central-server';
import { foundCompany, type Company } from '../../support/company';
import { comesTrueWithinASecond } from '../../support/eventually';
import { timeStands } from '../../support/still-time';

let databases: CentralDatabases;
let server: RunningServer;
let other: RunningServer;
let company: Company;

beforeAll(async () => {
  databases = await startCentralDatabases();
  const { url, db } = await databases.fresh();
  server = await startTestServer(url);
  other = await startTestServer(url);
  company = await foundCompany(db, server.services.exchange.commit);
});
afterAll(async () => {
  await other.stop();
  await server.stop();
  await databases.stop();
});

async function somebody(): Promise<string> {
  return (await hire(server.services.exchange.commit, company.tenant, { teams: [company.support] })).email;
}

async function sessionsOf({ access }: Granted): Promise<ReturnType<typeof security.parse>['sessions']> {
  return security.parse(await (await get(server.url, '/me/security', access)).json()).sessions;
}

function del(path: string, { access }: Granted): Promise<Response> {
  return fetch(new URL(path, server.url), { method: 'DELETE', headers: { authorization: `Bearer ${access}` } });
}

function areCutOffAtOnce(desks: readonly TestDesk[]): Promise<void> {
  return comesTrueWithinASecond(() => desks.every(({ closed }) => closed));
}

test('a person sees where they are signed in, by device, and which of them this is', async () => {
  const email = await somebody();
  const here = await signIn(server.url, email);
  await post(server.url, '/session', { email, password, device: 'Front desk' });
  const rows = await sessionsOf(here);
  expect(rows).toMatchObject([{ device: 'Front desk', isThis: false }, { device: 'test', isThis: true, network: 'thisMachine' }]);
  expect(rows.every(({ seenAt, startedAt }) => seenAt >= startedAt && seenAt > Date.now() - 60_000)).toBe(true);
});

test('one device is ended, and the others work on; nobody ends the device of another', async () => {
  const email = await somebody();
  const here = await signIn(server.url, email);
  const there = await signIn(server.url, email);
  const stranger = await signIn(server.url, await somebody());
  const away = (await sessionsOf(here)).find(({ isThis }) => !isThis);
  expect(await failureOf(await del(`/me/sessions/${away?.id}`, stranger))).toEqual({ status: 404, code: 'session.absent' });
  const desk = await TestDesk.greeted(other.url, there);
  expect((await del(`/me/sessions/${away?.id}`, here)).status).toBe(200);
  await areCutOffAtOnce([desk]);
  expect(await failureOf(await post(other.url, '/session/refresh', { refresh: there.refresh }))).toEqual({ status: 401, code: 'access.revoked' });
  expect((await get(server.url, '/me/security', here.access)).status).toBe(200);
  expect(await failureOf(await del(`/me/sessions/${away?.id}`, here))).toEqual({ status: 404, code: 'session.absent' });
});

test('S-07 sign-out everywhere closes every socket at every server within a second, and no token of before opens anything', async () => {
  const email = await somebody();
  const sessions: Granted[] = [];
  // One after the other: six at once are more than a guesser has.
  for (let device = 0; device < 6; device += 1) sessions.push(await signIn(server.url, email));
  const desks = await Promise.all(sessions.map((session, at) => TestDesk.greeted(at % 2 === 0 ? server.url : other.url, session)));
  const [first] = sessions;
  if (first === undefined) throw new Error('nobody');
  expect((await del('/me/sessions', first)).status).toBe(200);
  await areCutOffAtOnce(desks);
  for (const { access, refresh } of sessions) {
    expect((await get(other.url, '/me/security', access)).status).toBe(401);
    expect(await failureOf(await post(other.url, '/session/refresh', { refresh }))).toEqual({ status: 401, code: 'access.revoked' });
  }
});

test('a new password ends the other sessions at every server, keeps this one, and only the new one opens', async () => {
  const email = await somebody();
  const here = await signIn(server.url, email);
  const there = await signIn(server.url, email);
  const desk = await TestDesk.greeted(other.url, there);
  const change = (present: string, next: string): Promise<Response> => post(server.url, '/me/password', { access: here.access, present, next });
  expect(await failureOf(await change('wrong', 'a new long password'))).toEqual({ status: 409, code: 'access.passwordWrong' });
  for (const poor of ['short', email, password]) expect(await failureOf(await change(password, poor))).toEqual({ status: 409, code: 'access.passwordWeak' });
  expect((await change(password, 'a new long password')).status).toBe(200);
  await areCutOffAtOnce([desk]);
  expect((await get(server.url, '/me/security', here.access)).status).toBe(200);
  expect((await post(server.url, '/session', { email, password, device: '' })).status).toBe(401);
  expect((await post(server.url, '/session', { email, password: 'a new long password', device: '' })).status).toBe(200);
});

test('a stolen session cannot try passwords at leisure', async () => {
  const { access } = await signIn(server.url, await somebody());
  timeStands();
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 7; attempt += 1) statuses.push((await post(server.url, '/me/password', { access, present: 'wrong', next: 'a new long password' })).status);
  expect(statuses).toEqual([409, 409, 409, 409, 409, 429, 429]);
});

test('a disabled person’s device hears that it was revoked, one that signed out itself that it is signed out', async () => {
  const email = await somebody();
  const [one, two] = [await signIn(server.url, email), await signIn(server.url, email)];
  await del('/session', one);
  await server.services.db('accounts').where({ email }).update({ disabled: true });
  expect(await failureOf(await post(server.url, '/session/refresh', { refresh: one.refresh }))).toEqual({ status: 401, code: 'access.signedOut' });
  expect(await failureOf(await post(server.url, '/session/refresh', { refresh: two.refresh }))).toEqual({ status: 401, code: 'access.revoked' });
});

test('a server with another key than the database’s does not start, and says which key is meant', async () => {
  const { url } = await databases.fresh();
  await (await startTestServer(url)).stop();
  const wrong = startTestServer(url, { keys: Buffer.alloc(32, 1).toString('base64') });
  await expect(wrong).rejects.toMatchObject({ name: 'WrongKeyError', code: 'OTKLIK_KEY or sealing.key is not the key that sealed the secrets of this database' });
  await expect(startTestServer(url, { keys: null })).rejects.toThrow('OTKLIK_KEY, OTKLIK_DATA');
  await (await startTestServer(url, { keys: `${Buffer.alloc(32, 1).toString('base64')},${Buffer.alloc(32, 7).toString('base64')}` })).stop();
  await (await startTestServer(url, { keys: Buffer.alloc(32, 1).toString('base64') })).stop();
});
