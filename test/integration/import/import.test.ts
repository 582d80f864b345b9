import { importResult } from '#contract/import-record';
import { hour, minute } from '#kernel/instant';
import { id } from '#kernel/id';
import { createTeam, createTenant } from '../../support/accounts';
import type { RunningServer } from '#server/start-server';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { hire, post, signIn, startTestServer } from '../../support/central-server';

const noon = Date.UTC(2026, 4, 12, 12);

let databases: CentralDatabases;
let server: RunningServer;
let agent: string;
let administrator: string;
let email: string;

beforeAll(async () => {
  databases = await startCentralDatabases();
  const { url } = await databases.fresh();
  server = await startTestServer(url);
  const { db, exchange } = server.services;
  const tenant = await createTenant(db, { name: 'Shop' });
  const team = await createTeam(exchange.commit, tenant, 'Support');
  const queue = id('queue', randomUUID());
  await exchange.commit(tenant, (_tx, _now, put) =>
    put([
      { op: 'put', table: 'queues', row: { id: queue, team: team.id, name: 'Mail', version: 0, asksOutcome: false } },
      { op: 'put', table: 'channels', row: { id: id('channel', randomUUID()), kind: 'email', name: 'Help', address: 'help@shop.example', queue, version: 0 } },
    ]),
  );
  ({ email } = await hire(exchange.commit, tenant, { teams: [team.id] }));
  const boss = await hire(exchange.commit, tenant, { teams: [team.id], roles: ['administrator'] });
  agent = (await signIn(server.url, email)).access;
  administrator = (await signIn(server.url, boss.email)).access;
});

afterAll(async () => {
  await server.stop();
  await databases.stop();
});

const customer = (key: string, address: string) => JSON.stringify({ kind: 'customer', key, name: `Customer ${key}`, since: noon, identities: [{ kind: 'email', value: address }] });

function pastCase(key: string, of: string): string {
  const messages = [
    { from: 'customer', at: noon, text: 'Where is my parcel?' },
    { from: 'agent', at: noon + hour, text: 'It comes tomorrow.', agent: email },
  ];
  return JSON.stringify({ kind: 'case', key, customer: of, topic: 'Parcel', status: 'resolved', finishedAt: noon + hour + minute, owner: email, conversations: [{ channel: 'help@shop.example', subject: 'Parcel', messages }] });
}

async function bring(text: string, format: 'ndjson' | 'csv' = 'ndjson') {
  return importResult.parse(await (await post(server.url, '/import', { format, text, access: administrator })).json());
}

async function stored(table: string): Promise<number> {
  return z.object({ count: z.coerce.number() }).parse(await server.services.db(table).count({ count: '*' }).first()).count;
}

describe('an import', () => {
  const text = (): string => [customer('1', 'Olga@Example.org'), customer('2', 'boris@example.org'), pastCase('c1', '1'), pastCase('c2', '2')].join('\n');

  test('brings customers and their past in', async () => {
    expect(await bring(text())).toMatchObject({ customers: 2, cases: 2, messages: 6, repeated: 0, refused: [], refusedInAll: 0 });
    expect(await server.services.db('identities').where({ kind: 'email' }).orderBy('value').pluck('value')).toEqual(['boris@example.org', 'olga@example.org']);
    expect(await server.services.db('cases').orderBy('number').pluck('number')).toEqual([1, 2]);
  });

  test('that is repeated changes nothing', async () => {
    expect(await bring(text())).toMatchObject({ customers: 0, cases: 0, repeated: 4 });
    expect(await stored('cases')).toBe(2);
  });

  test('goes on where it broke off', async () => {
    expect(await bring(`${text()}\n${pastCase('c3', '1')}`)).toMatchObject({ cases: 1, repeated: 4 });
  });

  test('names the lines that it leaves out and takes the others', async () => {
    const result = await bring([pastCase('c4', 'nobody'), 'nonsense', customer('3', 'not an address'), pastCase('c5', '1')].join('\n'));
    expect(result.cases).toBe(1);
    expect(result.refused.toSorted((a, b) => a.line - b.line)).toEqual([
      { line: 1, problem: 'customer.absent' },
      { line: 2, problem: 'line.malformed' },
      { line: 3, problem: 'identity.malformed' },
    ]);
  });

  test('knows a customer again by the address, and writes nothing over', async () => {
    const customers = await stored('customers');
    expect(await bring('key,name,email\n77,Somebody else,boris@example.org', 'csv')).toMatchObject({ customers: 1 });
    expect(await stored('customers')).toBe(customers);
    expect(await server.services.db('customers').where({ name: 'Somebody else' })).toEqual([]);
  });

  test('that two administrators send at once is taken in once', async () => {
    const piece = [customer('9', 'nine@example.org'), pastCase('c9', '9')].join('\n');
    const results = await Promise.all([bring(piece), bring(piece)]);
    expect(results.map(({ cases }) => cases).toSorted((a, b) => a - b)).toEqual([0, 1]);
  });

  test('of more than one batch arrives whole', async () => {
    const before = await stored('cases');
    const lines = Array.from({ length: 150 }, (_, index) => pastCase(`many-${index}`, '1'));
    expect(await bring(lines.join('\n'))).toMatchObject({ cases: 150, refusedInAll: 0 });
    expect(await stored('cases')).toBe(before + 150);
  });

  test('leaves a case out that is more than one transaction may hold, and takes in those around it', async () => {
    const messages = Array.from({ length: 500 }, (_, index) => ({ from: 'customer', at: noon + index, text: 'я' }));
    const conversations = Array.from({ length: 20 }, () => ({ channel: 'help@shop.example', subject: 'Parcel', messages }));
    const longNamed = JSON.stringify({ kind: 'customer', key: 'long-named', name: 'Я'.repeat(400), since: noon, identities: [] });
    const huge = JSON.stringify({ kind: 'case', key: 'huge', customer: 'long-named', topic: 'Parcel', status: 'new', conversations });
    expect(await bring([longNamed, pastCase('before-huge', '1'), huge, pastCase('after-huge', '1')].join('\n'))).toMatchObject({ cases: 2, refused: [{ line: 3, problem: 'line.tooLong' }], refusedInAll: 1 });
  });

  test('of customers of whom much is known arrives whole, in smaller transactions', async () => {
    const facts = Array.from({ length: 50 }, (_, index) => ({ label: `${index} ${'я'.repeat(400)}`, value: 'я'.repeat(450) }));
    const lines = Array.from({ length: 60 }, (_, index) => JSON.stringify({ kind: 'customer', key: `fat-${index}`, name: 'Fat', since: noon, facts, identities: [] }));
    const cases = lines.map((_, index) => pastCase(`of-fat-${index}`, `fat-${index}`));
    expect(await bring([...lines, ...cases].join('\n'))).toMatchObject({ customers: 60, cases: 60, refusedInAll: 0 });
  });

  test.each([
    ['without a sign-in', undefined, 401],
    ['by an agent', () => agent, 403],
  ])('%s is refused', async (_who, access, status) => {
    const answer = await post(server.url, '/import', { format: 'ndjson', text: text(), ...(access === undefined ? {} : { access: access() }) });
    expect(answer.status).toBe(status);
  });

  test('in a form that nobody declared is refused', async () => {
    expect((await post(server.url, '/import', { format: 'xml', text: text(), access: administrator })).status).toBe(400);
  });
});
