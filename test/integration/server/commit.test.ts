import { trimLog } from '#db/central/change-log';
import { readStanding } from '#db/central/history';
import { id } from '#kernel/id';
import { createTeam, createTenant } from '../../support/accounts';
import { openExchange } from '#server/sync/exchange';
import type { LoggedChange } from '#server/sync/log';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';

let databases: CentralDatabases;
beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());

test('what is committed is numbered and told in order', async () => {
  const { url, db } = await databases.fresh();
  const exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
  const told: LoggedChange[] = [];
  exchange.log.watchLog((changes) => told.push(...changes));
  const tenant = await createTenant(db, { name: 'Shop' });
  const one = await createTeam(exchange.commit, tenant, 'Support');
  const two = await createTeam(exchange.commit, tenant, 'Delivery');
  await expect.poll(() => told.length).toBe(2);
  expect(told).toEqual([
    { tenant, seq: 1, scope: 'org', change: { op: 'put', table: 'teams', row: { ...one, version: 1 } } },
    { tenant, seq: 2, scope: 'org', change: { op: 'put', table: 'teams', row: { ...two, version: 1 } } },
  ]);
  await exchange.stop();
});

test('a customer becomes visible to a team with the first conversation there', async () => {
  const { url, db } = await databases.fresh();
  const exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
  const tenant = await createTenant(db, { name: 'Shop' });
  const customer = { id: id('customer', 'c1'), name: 'Анна', company: null, city: null, language: null, since: 1, facts: [], version: 0, timezone: null, segments: [], changes: 0, mergedInto: null };
  const identity = { id: id('identity', 'i1'), customer: customer.id, kind: 'email', value: 'anna@example.org', version: 0, preferredAt: null } as const;
  const told: LoggedChange[] = [];
  exchange.log.watchLog((changes) => told.push(...changes));
  await exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'customers', row: customer }, { op: 'put', table: 'identities', row: identity }]));
  const row = { id: id('case', 'k1'), number: 1, customer: customer.id, team: id('team', 'a'), topic: '', state: { status: 'new' }, owner: null, previous: null, openedAt: 1, priority: 'normal', tags: [], outcome: null, related: [], merged: null, heard: null, version: 0 } as const;
  await exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'cases', row }]));
  await exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'customers', row: { ...customer, name: 'Анна К.' } }]));
  await expect.poll(() => told.length).toBe(4);
  expect(told.map((one) => [one.seq, one.scope, one.change.table, one.change.op === 'put' ? one.change.row.version : null])).toEqual([
    [1, 'team:tea_a', 'cases', 1],
    [1, 'team:tea_a', 'customers', 1],
    [1, 'team:tea_a', 'identities', 1],
    [2, 'team:tea_a', 'customers', 2],
  ]);
  await sleep(10);
  await exchange.stop();
});

test('a card that had grown past a frame kept every new contact of its customer away: what fits is told, and the contact with it', async () => {
  const { url, db } = await databases.fresh();
  const exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
  const tenant = await createTenant(db, { name: 'Shop' });
  const customer = { id: id('customer', 'c1'), name: 'Анна', company: null, city: null, language: null, since: 1, facts: [], version: 0, timezone: null, segments: [], changes: 0, mergedInto: null };
  const identity = { id: id('identity', 'i1'), customer: customer.id, kind: 'email', value: 'anna@example.org', version: 0, preferredAt: null } as const;
  await exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'customers', row: customer }, { op: 'put', table: 'identities', row: identity }]));
  await db.raw(`insert into customer_notes (tenant, id, customer, author, at, text, "pinnedAt", version)
    select ?, 'cnt_' || n, ?, 'per_1', n, repeat('ж', 2000), case n when 1 then 1 end, 1 from generate_series(1, 1500) as n`, [tenant, customer.id]);
  const told: LoggedChange[] = [];
  exchange.log.watchLog((changes) => told.push(...changes));
  const row = { id: id('case', 'k1'), number: 1, customer: customer.id, team: id('team', 'a'), topic: '', state: { status: 'new' }, owner: null, previous: null, openedAt: 1, priority: 'normal', tags: [], outcome: null, related: [], merged: null, heard: null, version: 0 } as const;
  await exchange.commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'cases', row }]));
  await expect.poll(() => told.length).toBeGreaterThan(200);
  const ids = told.map(({ change }) => (change.op === 'put' ? change.row.id : ''));
  expect(ids).toEqual(expect.arrayContaining(['cas_k1', 'cus_c1', 'idn_i1', 'cnt_1', 'cnt_1500']));
  expect(ids).not.toContain('cnt_2');
  await exchange.stop();
});

test('what is forgotten of the log stays forgotten: its floor never falls', async () => {
  const { url, db } = await databases.fresh();
  const exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
  const tenant = await createTenant(db, { name: 'Shop' });
  for (const name of ['One', 'Two', 'Three']) await createTeam(exchange.commit, tenant, name);
  await expect.poll(async () => (await readStanding(db, tenant)).seq).toBe(3);
  // Two servers whose clocks differ: the second change was dated later than the third.
  await db.raw('update change_log set at = case seq when 2 then 20 else 10 end where tenant = ?', [tenant]);
  for (const before of [15, 25]) {
    await db.transaction((tx) => trimLog(tx, before));
    expect((await readStanding(db, tenant)).floor).toBe(3);
  }
  await exchange.stop();
});

test('a leader that looked after its history while it numbered took its own numbers for a history that was put back', async () => {
  const { url, db } = await databases.fresh();
  const exchange = await openExchange({ db, url, heard: {}, failed: () => undefined });
  const tenant = await createTenant(db, { name: 'Shop' });
  const seqs: number[] = [];
  let ended = 0;
  exchange.log.watchHistory(() => (ended += 1));
  exchange.log.watchLog((changes) => seqs.push(...changes.map(({ seq }) => seq)));
  const looking = setInterval(exchange.log.pulse, 1);
  for (let turn = 0; turn < 60; turn += 1) await Promise.all([1, 2, 3].map((team) => createTeam(exchange.commit, tenant, `${team}`)));
  await expect.poll(() => seqs.length).toBe(180);
  clearInterval(looking);
  expect(seqs).toEqual(Array.from({ length: 180 }, (_, index) => index + 1));
  expect(ended).toBe(0);
  await exchange.stop();
});
