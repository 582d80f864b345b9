import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { WatchOutput } from '#contract/requests';
import { tableNames } from '#contract/rows';
import { cacheMigrations } from '#db/cache/migrations/list';
import { openSqlite } from '#db/cache/sqlite';
import { migrate } from '#db/migrate';
import type { TeamRow } from '#domain/access/person';
import { lackingInThird } from '#server/sync/former-shape';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { arrive } from '../../support/company';
import { olderServer, type OlderServer } from '../../support/older-server';
import { openServedCompany, type ServedCompany } from '../../support/served-company';
import { Staff } from '../../support/supervisors';
import { Seat } from './seat';

let served: ServedCompany;
let staff: Staff;
let front: OlderServer;

beforeAll(async () => {
  served = await openServedCompany();
  staff = new Staff(served);
  front = await olderServer(served.server.url);
});
afterAll(async () => {
  await staff.goHome();
  await front.close();
  await served.stop();
});

test('a desk that is newer than its server says so once, works on with what it has, and sends everything once when the server follows', async () => {
  const { support, tenant } = served.company;
  const talk = await arrive(served.server.services.exchange.commit, { tenant, team: support });
  const { seat } = await staff.sit(['agent', 'supervisor'], [support], front.url);
  const shown = { name: 'conversation', input: { conversation: talk.id, limit: 50 } } as const;
  const remarks = { name: 'remarks', input: { conversation: talk.id } } as const;
  await seat.until(shown, (now) => now !== null);

  front.turn('older');
  await expect.poll(() => front.greeted()).toBeGreaterThan(1);
  const notices = await seat.until({ name: 'notices', input: {} }, (all) => all.some(({ code }) => code === 'server.incompatible'));
  expect(notices.map(({ code }) => code)).toEqual(['server.incompatible']);
  expect(await seat.ask('note.add', { conversation: talk.id, text: 'wrote meanwhile' })).toMatchObject({ ok: true });
  expect(await seat.ask('remark.add', { conversation: talk.id, text: 'thought meanwhile' })).toMatchObject({ ok: true });
  await seat.until(shown, (now) => now?.messages.some(({ row, waiting }) => waiting && row.text === 'wrote meanwhile') === true);
  await seat.until(remarks, ([first]) => first?.waiting === true);
  expect(await seat.until({ name: 'connection', input: {} }, ({ waiting }) => waiting === 2)).toMatchObject({ waiting: 2 });

  front.turn('present');
  await seat.online();
  await seat.until(remarks, ([first]) => first?.waiting === false);
  const { db } = served.server.services;
  expect([await db('messages').where({ tenant, text: 'wrote meanwhile' }), await db('remarks').where({ tenant, text: 'thought meanwhile' })].map(({ length }) => length)).toEqual([1, 1]);
});

test('a copy of the version before messengers is told anew what it knew as a chat, and what waited in its outbox leaves once', async () => {
  const { support, tenant } = served.company;
  const { commit } = served.server.services.exchange;
  const talk = await arrive(commit, { tenant, team: support });
  await commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'conversations', row: { ...talk, kind: 'telegram' } }]));
  const { seat: before } = await staff.sit(['agent'], [support], front.url);
  const shown = { name: 'conversation', input: { conversation: talk.id, limit: 50 } } as const;
  await before.until(shown, (now) => now?.conversation.kind === 'telegram');
  front.turn('older');
  expect(await before.ask('note.add', { conversation: talk.id, text: 'wrote before the update' })).toMatchObject({ ok: true });
  await before.until(shown, (now) => now?.messages.some(({ row, waiting }) => waiting && row.text === 'wrote before the update') === true);
  await before.leave();
  await putBack(before.home, talk.id);

  front.turn('present');
  const after = new Seat({ server: front.url, signIn: null, home: before.home, sealed: before.sealed, isAtWork: true });
  await after.until(shown, (now) => now?.conversation.kind === 'telegram' && now.messages.some(({ row, waiting }) => !waiting && row.text === 'wrote before the update'));
  await after.online();
  expect((await after.until({ name: 'notices', input: {} }, () => true)).map(({ code }) => code)).not.toContain('cache.rebuilt');
  await after.leave();
  expect(await served.server.services.db('messages').where({ tenant, text: 'wrote before the update' })).toHaveLength(1);
});

test('a desk that was updated while work waited in it shows that work as it was, without a server, and sends it once', async () => {
  const { support, tenant } = served.company;
  const talk = await arrive(served.server.services.exchange.commit, { tenant, team: support });
  const { seat: before } = await staff.sit(['agent'], [support], front.url);
  const shown = { name: 'conversation', input: { conversation: talk.id, limit: 50 } } as const;
  await before.until(shown, (now) => now !== null);
  expect(await before.ask('conversation.take', { conversation: talk.id })).toMatchObject({ ok: true });
  await before.online();
  front.turn('older');
  expect([await before.ask('note.add', { conversation: talk.id, text: 'noted before the update' }), await before.ask('case.resolve', { conversation: talk.id })]).toMatchObject([{ ok: true }, { ok: true }]);
  await before.until(shown, (now) => now?.case.state.status === 'resolved');
  await before.leave();
  await putBack(before.home, talk.id);

  const after = new Seat({ server: front.url, signIn: null, home: before.home, sealed: before.sealed, isAtWork: true });
  const isNoted = (now: WatchOutput<'conversation'>, waits: boolean): boolean => now?.messages.some(({ row, waiting }) => waiting === waits && row.text === 'noted before the update') === true;
  await after.until(shown, (now) => now?.case.state.status === 'resolved' && isNoted(now, true));
  expect(await after.ask('note.add', { conversation: talk.id, text: 'noted after the update' })).toMatchObject({ ok: true });
  await after.until(shown, (now) => now?.case.state.status === 'resolved' && isNoted(now, true) && now.messages.some(({ row }) => row.text === 'noted after the update'));

  front.turn('present');
  await after.online();
  await after.until(shown, (now) => now?.case.state.status === 'resolved' && isNoted(now, false));
  expect((await after.until({ name: 'notices', input: {} }, () => true)).map(({ code }) => code)).not.toContain('cache.rebuilt');
  await after.leave();
  const { db } = served.server.services;
  expect(await db('messages').where({ conversation: talk.id }).whereIn('text', ['noted before the update', 'noted after the update']).orderBy('at').pluck('text')).toEqual(['noted before the update', 'noted after the update']);
  expect(await db('cases').where({ id: talk.case }).first('state')).toMatchObject({ state: { status: 'resolved' } });
});

test('a row that a desk cannot read was asked for again and again, and nobody was told', async () => {
  const { support, tenant } = served.company;
  const { commit } = served.server.services.exchange;
  const talk = await arrive(commit, { tenant, team: support });
  const { seat } = await staff.sit(['agent'], [support], front.url);
  await seat.online();
  const row = z.custom<TeamRow>().parse({ id: support, name: 5, version: 0 });
  await commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'teams', row }]));
  const notices = await seat.until({ name: 'notices', input: {} }, (all) => all.some(({ code }) => code === 'copy.unreadable'));
  expect(notices).toHaveLength(1);
  expect(await seat.ask('note.add', { conversation: talk.id, text: 'wrote all the same' })).toMatchObject({ ok: true });
});

const tables = z.array(z.object({ sqlTable: z.string(), sqlColumns: z.string() }));
const images = z.array(z.object({ table: z.enum(tableNames), id: z.string(), row: z.string() }));
const sqlShared = `select later."name" as "sqlTable", group_concat('"' || columns."name" || '"') as "sqlColumns" from present.sqlite_master as later
  join main.sqlite_master as former on former."name" = later."name" and former."type" = 'table' and former."name" not like '%words%' and former."name" <> 'migrations'
  join pragma_table_info(later."name", 'present') as columns join pragma_table_info(former."name", 'main') as known on known."name" = columns."name"
  group by later."name"`;

/** Makes the copy one of a version before: what it holds in a file of its first five steps, told of the messenger as servers told such desks. */
async function putBack(home: string, conversation: string): Promise<void> {
  const [place = ''] = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('cache.db'));
  const present = join(home, place);
  const former = `${present}-former`;
  const { alone, close } = await openSqlite(former, 'normal', async (writer) => void (await migrate(writer, cacheMigrations.slice(0, 5))));
  await alone({ sql: 'attach ? as present', bindings: [present] });
  for (const { sqlTable, sqlColumns } of tables.parse(await alone({ sql: sqlShared, bindings: [] }))) {
    await alone({ sql: `insert into main.${sqlTable} (${sqlColumns}) select ${sqlColumns} from present.${sqlTable}`, bindings: [] });
  }
  await alone({ sql: `update conversations set "kind" = 'chat' where "id" = ?`, bindings: [conversation] });
  for (const { table, id, row } of images.parse(await alone({ sql: `select "tableName" as "table", "id", "row" from images where "row" is not null`, bindings: [] }))) {
    const former = z.array(z.unknown()).parse(JSON.parse(row)).slice(0, lackingInThird.columns[table]);
    await alone({ sql: `update images set "row" = ? where "tableName" = ? and "id" = ?`, bindings: [JSON.stringify(former), table, id] });
  }
  expect(await alone({ sql: `select "epoch" from main.copy where "epoch" <> ''`, bindings: [] })).toHaveLength(1);
  await alone({ sql: 'detach present', bindings: [] });
  await close();
  for (const end of ['-wal', '-shm']) rmSync(present + end, { force: true });
  renameSync(former, present);
}
