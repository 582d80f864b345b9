import { id } from '#kernel/id';
import type { RunningServer } from '#server/start-server';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTeam, createTenant } from '../../support/accounts';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';
import { failureOf, hire, post, signIn, startTestServer } from '../../support/central-server';
import { importNow, importProblems, importUntil, startImport, uploadImport, type Importer } from '../../support/import-file';
import { ServerProcess } from '../../support/server-process';

let databases: CentralDatabases;
let server: RunningServer;
let boss: Importer;
let url: string;
/** As the owner of the tables. */
let owner: Awaited<ReturnType<CentralDatabases['fresh']>>['db'];
let email: string;
let agent: string;

const mapping = { key: 'id', name: 'name', email: 'mail' };

beforeAll(async () => {
  databases = await startCentralDatabases();
  ({ url, db: owner } = await databases.fresh());
  server = await startTestServer(url);
  const { db, exchange } = server.services;
  const tenant = await createTenant(db, { name: 'Shop' });
  const team = await createTeam(exchange.commit, tenant, 'Support');
  const queue = id('queue', randomUUID());
  await exchange.commit(tenant, (_tx, _now, put) => put([
    { op: 'put', table: 'queues', row: { id: queue, team: team.id, name: 'Mail', version: 0, asksOutcome: false } },
    { op: 'put', table: 'channels', row: { id: id('channel', randomUUID()), kind: 'email', name: 'Help', address: 'help@shop.example', queue, version: 0 } },
  ]));
  ({ email } = await hire(exchange.commit, tenant, { teams: [team.id], roles: ['administrator'] }));
  ({ email: agent } = await hire(exchange.commit, tenant, { teams: [team.id] }));
  boss = { url: server.url, access: (await signIn(server.url, email)).access };
});

afterAll(async () => {
  await server.stop();
  await databases.stop();
});

async function stored(table: string): Promise<number> {
  return z.object({ count: z.coerce.number() }).parse(await server.services.db(table).count({ count: '*' }).first()).count;
}

/** A table in which every hundredth line is faulty, in turn by each of some faults. */
function customers(prefix: string, count: number): { readonly bytes: Buffer; readonly faulty: readonly number[] } {
  const faulty: number[] = [];
  const rows = Array.from({ length: count }, (_, index) => {
    const key = `${prefix}-${index}`;
    if (index % 100 !== 50) return `${key},"Customer ""${index}""",${key}@example.org`;
    faulty.push(index + 2);
    return [`${key},,${key}@example.org`, `${key},Name`, `${key},"Open,${key}@example.org`, `${key},Name,no address`][(index - 50) / 100 % 4] ?? '';
  });
  return { bytes: Buffer.from(['id,name,mail', ...rows, ''].join('\n')), faulty };
}

async function bring(kind: Parameters<typeof uploadImport>[1], text: string, columns: Readonly<Record<string, string>>) {
  const job = await uploadImport(boss, kind, [Buffer.from(text)]);
  expect((await startImport(boss, job.id, { ...columns })).status).toBe(200);
  const ended = await importUntil(boss, job.id, ({ state }) => state === 'done' || state === 'failed');
  return { ended, problems: await importProblems(boss, job.id) };
}

async function move(name: string, verb: 'stop' | 'go-on'): Promise<void> {
  expect((await fetch(new URL(`/imports/${name}/${verb}`, boss.url), { method: 'POST', headers: { authorization: `Bearer ${boss.access}` } })).status).toBe(200);
}

describe('an import', () => {
  test('shows the first lines and what would become of them before anything is taken in', async () => {
    const job = await uploadImport(boss, 'customer', [Buffer.from('Код;Имя;Почта\n1;Анна;anna@example.org\n2;;boris@example.org\n')]);
    const seen: unknown = await (await post(boss.url, `/imports/${job.id}/look`, { mapping: null, access: boss.access })).json();
    expect(seen).toMatchObject({ format: 'csv', mapping: { key: 'Код', name: 'Имя', email: 'Почта' }, lines: [{ line: 2, problem: null }, { line: 3, problem: { field: 'name', code: 'field.missing' } }] });
    expect(await stored('customers')).toBe(0);
    expect(await failureOf(await startImport(boss, job.id, { key: 'Код' }))).toMatchObject({ code: 'import.unmapped' });
  });

  test('takes good lines in once, and names each bad one with its line and field', async () => {
    const { bytes, faulty } = customers('a', 1000);
    const first = await bring('customer', bytes.toString(), mapping);
    expect(first.ended).toMatchObject({ state: 'done', taken: 990, repeated: 0, refused: 10 });
    expect(first.problems.map(({ line }) => line)).toEqual(faulty);
    expect(first.problems.slice(0, 4).map(({ field, code }) => [field, code])).toEqual([['name', 'field.missing'], [null, 'line.malformed'], [null, 'line.malformed'], ['email', 'identity.malformed']]);
    expect((await bring('customer', bytes.toString(), mapping)).ended).toMatchObject({ taken: 0, repeated: 990, refused: 10 });
    expect(await stored('customers')).toBe(990);
  });

  test('brings orders of known customers, cases, articles and macros, from tables and from objects', async () => {
    const orders = JSON.stringify([{ id: 'O-1', customer: 'a-1', status: 'sent', sum: 1990.5, date: '2026-05-12' }, { id: 'O-2', customer: 'nobody', status: 'sent', date: '2026-05-12' }], null, 1);
    expect(await bring('order', orders, { key: 'id', customer: 'customer', status: 'status', total: 'sum', placedAt: 'date' })).toMatchObject({ ended: { taken: 1, refused: 1 }, problems: [{ line: 9, field: 'customer', code: 'customer.absent' }] });
    const cases = `key,customer,topic,status,channel,text,at,answer,owner\n1,a-1,Parcel,resolved,help@shop.example,Where is it?,2026-05-12 10:00,Here it is.,${agent}\n2,a-1,Parcel,resolved,lost@shop.example,Where?,2026-05-12,,\n`;
    const same = (...names: readonly string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, name]));
    expect(await bring('case', cases, same('key', 'customer', 'topic', 'status', 'channel', 'text', 'at', 'answer', 'owner'))).toMatchObject({ ended: { taken: 1, refused: 1 }, problems: [{ line: 3, field: 'channel', code: 'channel.absent' }] });
    expect((await bring('article', '{"key":"1","title":"Returns","text":"How to return"}\n{"key":"2","title":"No text"}\n', same('key', 'title', 'text'))).ended).toMatchObject({ taken: 1, refused: 1 });
    expect((await bring('macro', 'key,title,text\n1,Thanks,"Thank you,\n{name}!"\n1,Again,Twice\n', same('key', 'title', 'text'))).ended).toMatchObject({ taken: 1, repeated: 1 });
    expect(await server.services.db('orders').first('total', 'placedAt', 'status')).toEqual({ total: 199_050, placedAt: Date.UTC(2026, 4, 12), status: 'sent' });
    expect([await stored('orders'), await stored('articles'), await stored('macros')]).toEqual([1, 1, 1]);
  });

  test('takes files of Markdown in as articles, once, and names the bad ones', async () => {
    const before = await stored('articles');
    const good = ['---', 'title: Возврат', `owner: ${agent}`, 'audience: staff', 'facts:', '- name: Срок', '  text: 30 дней', '  until: 2026-12-31', '---', '## Шаги {шаги}', 'Упакуйте. Срок – [[Срок]].'].join('\n');
    const files = { 'a.md': good, 'big.md': null, 'faq/nobody.md': '---\nowner: nobody@shop.example\n---\nText', 'open.md': '---\ntitle: Open', 'z.md': '# Last\nText' };
    const lines = Object.entries(files).map(([file, markdown]) => JSON.stringify({ file, markdown })).join('\n');
    const look = await uploadImport(boss, 'article', [Buffer.from(lines)]);
    expect(await (await post(boss.url, `/imports/${look.id}/look`, { mapping: null, access: boss.access })).json()).toMatchObject({ columns: ['file', 'title', 'language', 'audience', 'category', 'owner', 'tags', 'reviewAt', 'facts'], lines: [{ cells: ['a.md', 'Возврат', '', 'staff', '', agent, '', '', 'Срок | 30 дней | 2026-12-31'], problem: null }, { cells: ['big.md'], problem: { code: 'field.tooLong' } }, { problem: null }, { problem: { code: 'line.malformed' } }, { problem: null }] });
    const first = await bring('article', lines, {});
    expect(first).toMatchObject({ ended: { state: 'done', taken: 2, refused: 3 }, problems: [{ line: 2, file: 'big.md', field: 'text', code: 'field.tooLong' }, { line: 3, file: 'faq/nobody.md', field: 'owner', code: 'agent.absent' }, { line: 4, file: 'open.md', field: null, code: 'line.malformed' }] });
    expect((await bring('article', lines, {})).ended).toMatchObject({ taken: 0, repeated: 2, refused: 3 });
    expect(await stored('articles')).toBe(before + 2);
    expect(await server.services.db('articles').where({ title: 'Возврат' }).first('audience', 'sections', 'facts')).toEqual({ audience: 'staff', sections: [{ heading: 'Шаги', kind: 'steps', text: 'Упакуйте. Срок – [[Срок]].' }], facts: [{ name: 'Срок', text: '30 дней', validUntil: Date.UTC(2026, 11, 31, 23, 59, 59) }] });
  });

  test('is stopped, goes on where it stood, and counts nothing twice', async () => {
    const before = await stored('customers');
    const { bytes } = customers('s', 10_000);
    const job = await uploadImport(boss, 'customer', [bytes]);
    await startImport(boss, job.id, mapping);
    await importUntil(boss, job.id, ({ cursor }) => cursor > 0);
    await move(job.id, 'stop');
    const stood = await importNow(boss, job.id);
    expect(stood.state).toBe('stopped');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await importNow(boss, job.id)).toEqual(stood);
    await move(job.id, 'go-on');
    expect(await importUntil(boss, job.id, ({ state }) => state === 'done')).toMatchObject({ taken: 9900, repeated: 0, refused: 100 });
    expect(await stored('customers')).toBe(before + 9900);
  });

  test('of an upload that broke off goes on from the bytes that are there', async () => {
    const answer: unknown = await (await post(boss.url, '/imports', { kind: 'macro', name: 'm.csv', size: 12, access: boss.access })).json();
    const { id: name } = z.object({ id: z.string() }).parse(answer);
    const put = async (from: number, body: string): Promise<unknown> => (await fetch(new URL(`/imports/${name}/bytes?from=${from}`, boss.url), { method: 'PUT', body: Buffer.from(body), headers: { authorization: `Bearer ${boss.access}`, 'content-type': 'application/octet-stream' } })).json();
    expect([await put(0, 'key,ti'), await put(0, 'key,ti'), await put(9, 'xxx'), await put(6, 'tle\n12345'), await put(6, 'tle\n1,')]).toEqual([{ held: 6 }, { held: 6 }, { held: 6 }, { held: 6 }, { held: 12 }]);
  });

  test('survives a server that is killed in the middle: nothing lost, nothing twice, the report right', async () => {
    const { url: own, db } = await databases.fresh();
    const first = await startTestServer(own);
    const tenant = await createTenant(db, { name: 'Shop' });
    const hired = await hire(first.services.exchange.commit, tenant, { teams: [], roles: ['administrator'] });
    await first.stop();
    const killed = new ServerProcess({ database: own });
    await killed.start();
    const importer = { url: killed.url, access: (await signIn(killed.url, hired.email)).access };
    const { bytes, faulty } = customers('k', 10_000);
    const job = await uploadImport(importer, 'customer', [bytes]);
    await startImport(importer, job.id, mapping);
    await importUntil(importer, job.id, ({ cursor, size }) => cursor > size * 0.2);
    await killed.kill();
    await killed.start();
    expect(await importUntil(importer, job.id, ({ state }) => state === 'done')).toMatchObject({ taken: 9900, repeated: 0, refused: 100 });
    expect((await importProblems(importer, job.id)).map(({ line }) => line)).toEqual(faulty);
    expect(await db('customers').pluck('id')).toHaveLength(9900);
    await killed.stop();
  });

  test('a customer whose address is named twice is taken in once, like those around them', async () => {
    const line = (key: string, ...mails: readonly string[]) => JSON.stringify({ kind: 'customer', key, name: key, since: 1, identities: mails.map((value) => ({ kind: 'email', value })) });
    const { ended, problems } = await bring('customer', [line('twice-1', 'one@twice.example'), line('twice-2', 'two@twice.example', 'Two@Twice.example'), line('twice-3', 'three@twice.example')].join('\n'), {});
    expect([ended.state, ended.taken, problems]).toEqual(['done', 3, []]);
    expect(await server.services.db('identities').where('value', 'like', '%@twice.example').pluck('value')).toHaveLength(3);
  });

  test('a line that the database never takes is named, and those around it come in', async () => {
    await owner.raw(`create function refuse_poison() returns trigger language plpgsql as $$ begin if new.name = 'Poison' then raise exception 'poison'; end if; return new; end $$`);
    await owner.raw('create trigger poison before insert on customers for each row execute function refuse_poison()');
    const { ended, problems } = await bring('customer', 'id,name,mail\npo-1,Anna,anna@po.example\npo-2,Poison,poison@po.example\npo-3,Boris,boris@po.example\n', mapping);
    await owner.raw('drop trigger poison on customers');
    expect([ended.state, ended.taken, problems]).toEqual(['done', 2, [{ line: 3, field: null, code: 'line.malformed' }]]);
  });
});
