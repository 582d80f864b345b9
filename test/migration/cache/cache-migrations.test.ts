import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { columns, tableNames } from '#contract/rows';
import { cacheMigrations } from '#db/cache/migrations/list';
import { outboxMigrations } from '#db/cache/migrations/outbox-list';
import { openCache, openOutbox } from '#db/cache/open';
import { countConversations } from '#db/cache/list';
import { readRows } from '#db/cache/read-rows';
import { openSqlite, query, run, type SqliteFile, type Writer } from '#db/cache/sqlite';
import { storedColumns, storedRow } from '#db/cache/stored-row';
import { findInCopy } from '#db/cache/search/find';
import { writtenRow } from '#db/cache/search/sources';
import { indexRows } from '#db/cache/write-rows';
import { fillNext } from '#desk/search/filling';
import { readQuery } from '#domain/search/query';
import { migrate } from '#db/migrate';
import type { Put, TableName } from '#domain/tables';
import { id } from '#kernel/id';
import { z } from 'zod';
import { afterAll, describe, expect, test } from 'vitest';
import { company } from '../../integration/desk/small-company';

const anna = id('person', 'anna');
const root = mkdtempSync(join(tmpdir(), 'otklik-migration-'));
const path = (name: string): string => join(mkdtempSync(join(root, 'x')), name);
const named = z.array(z.object({ name: z.string() }));
const setting = async (file: SqliteFile, name: string): Promise<unknown> =>
  z.array(z.record(z.string(), z.unknown())).parse(await file.write((tx) => query(tx, { sql: `pragma ${name}`, bindings: [] })))[0]?.[name];

afterAll(() => rmSync(root, { recursive: true, force: true }));

test.each([['cache', cacheMigrations], ['outbox', outboxMigrations]])('the migrations of the %s are numbered from one and upwards', (_name, list) => {
  const versions = list.map(({ version }) => version);
  expect([versions[0], versions]).toEqual([1, [...new Set(versions)].sort((one, other) => one - other)]);
});

test('a fresh copy has every replicated table, its columns in the order in which rows travel', async () => {
  const { file } = await openCache(path('cache.db'), anna);
  for (const table of tableNames) {
    const present = named.parse(await query(file.read, { sql: `select "name" from pragma_table_info(?)`, bindings: [table] })).map(({ name }) => name);
    const expected: readonly string[] = Object.keys(columns[table]);
    // Beside them stands what the cache adds.
    expect(present.filter((name) => expected.includes(name))).toEqual(expected);
  }
  await file.close();
});

test('opening twice migrates once', async () => {
  const place = path('cache.db');
  await (await openCache(place, anna)).file.close();
  const { file, rebuilt } = await openCache(place, anna);
  expect([rebuilt, await query(file.read, { sql: 'select count(*) as "steps" from migrations', bindings: [] })]).toEqual([false, [{ steps: cacheMigrations.length }]]);
  await file.close();
});

/** Rows as a version before stored them: in the columns that its file has. */
async function putFormer(tx: Writer, table: TableName, puts: readonly Put[]): Promise<void> {
  const sqlTable = table;
  const known = named.parse(await query(tx, { sql: 'select "name" from pragma_table_info(?)', bindings: [table] })).map(({ name }) => name);
  const places = storedColumns(table).map((name, place) => ({ name, place })).filter(({ name }) => known.includes(name));
  const sqlNames = places.map(({ name }) => `"${name}"`).join(', ');
  const sqlValues = places.map(({ place }) => `"value" ->> '$[${place}]'`).join(', ');
  await run(tx, { sql: `insert into ${sqlTable} (${sqlNames}) select ${sqlValues} from json_each(?)`, bindings: [JSON.stringify(puts.map(storedRow))] });
}

test('a copy of the first version is kept, and what hangs on no case no longer counts as work', async () => {
  const place = path('cache.db');
  const first = await openSqlite(place, 'normal', async (writer) => void (await migrate(writer, cacheMigrations.slice(0, 1))));
  const lone = company({ conversations: 2, messagesEach: 1 }).filter((change): change is Put => change.op === 'put' && change.table === 'conversations');
  await first.write((tx) => putFormer(tx, 'conversations', lone));
  expect(await query(first.read, { sql: 'select count(*) as "open" from conversations where "finished" = 0', bindings: [] })).toEqual([{ open: 2 }]);
  await first.close();
  const { file, rebuilt } = await openCache(place, anna);
  expect([rebuilt, (await countConversations(file.read, { person: anna, now: 0 })).all, (await readRows(file.read, 'conversations', { sql: 'select * from conversations', bindings: [] })).length]).toEqual([false, 0, 2]);
  await file.close();
});

test('whoever worked without a road after an update seemed not to have read what their copy showed: a case names the newest message in it, also in what is confirmed of it', async () => {
  const place = path('cache.db');
  const former = await openSqlite(place, 'normal', async (writer) => void (await migrate(writer, cacheMigrations.filter(({ version }) => version < 24))));
  const puts = company({ conversations: 2, messagesEach: 3 }).filter((change): change is Put => change.op === 'put');
  const short = puts.flatMap((put) => (put.table === 'cases' ? [storedRow(put).slice(0, 15)] : [])).slice(0, 1);
  await former.write(async (tx) => {
    for (const table of ['cases', 'conversations', 'messages'] as const) await putFormer(tx, table, puts.filter((put) => put.table === table && put.row.id !== 'msg_c1m2'));
    await run(tx, { sql: `insert into images ("tableName", "id", "row") values ('cases', 'cas_k0', ?)`, bindings: [JSON.stringify(short[0])] });
  });
  await former.close();
  const { file } = await openCache(place, anna);
  const cases = await readRows(file.read, 'cases', { sql: 'select * from cases order by "id"', bindings: [] });
  expect(cases.map(({ heard }) => heard)).toEqual(['msg_c0m2', 'msg_c1m1']);
  expect(await query(file.read, { sql: `select "row" ->> '$[15]' as "heard" from images`, bindings: [] })).toEqual([{ heard: 'msg_c0m2' }]);
  await file.close();
});

test('a copy whose messages and subjects stood in one index finds both once after its update: messages at once, subjects when they are filled in', async () => {
  const place = path('cache.db');
  const former = await openSqlite(place, 'normal', async (writer) => void (await migrate(writer, cacheMigrations.filter(({ version }) => version < 25))));
  const puts = company({ conversations: 3, messagesEach: 2 }).filter((change): change is Put => change.op === 'put');
  await former.write(async (tx) => {
    for (const table of ['customers', 'cases', 'conversations', 'messages'] as const) {
      const own = puts.filter((put) => put.table === table);
      await putFormer(tx, table, own);
      if (table !== 'cases') await indexRows(tx, table, own.map(writtenRow));
    }
    await run(tx, { sql: `update filling set "below" = 0, "above" = 0`, bindings: [] });
  });
  await former.close();
  const { file } = await openCache(place, anna);
  const found = async (text: string) => {
    const { messages, conversations } = await findInCopy(file.read, readQuery(text, 20260101), { person: anna, beginOf: () => 0, limit: 10 });
    return [messages.length, conversations.length];
  };
  expect([await found('привезут'), await found('заказ')]).toEqual([[6, 0], [0, 0]]);
  while (await fillNext({ read: (work) => work(file.read), write: file.write })) continue;
  expect([await found('привезут'), await found('заказ')]).toEqual([[6, 0], [0, 3]]);
  const sqlCounts = 'select (select count(*) from words) as "lines", (select count(*) from title_words) as "titles", (select count(distinct "segid") from title_words_idx) as "pieces"';
  expect(await query(file.read, { sql: sqlCounts, bindings: [] })).toEqual([{ lines: 6, titles: 6, pieces: 1 }]);
  await file.close();
});

describe('what each file promises', () => {
  test('the outbox survives a power cut: write-ahead log, full synchronisation, foreign keys', async () => {
    const { file } = await openOutbox(path('outbox.db'));
    expect([await setting(file, 'journal_mode'), await setting(file, 'synchronous'), await setting(file, 'foreign_keys')]).toEqual(['wal', 2, 1]);
    await file.close();
  });

  test('the cache survives a crash of the process: write-ahead log, normal synchronisation', async () => {
    const { file } = await openCache(path('cache.db'), anna);
    expect([await setting(file, 'journal_mode'), await setting(file, 'synchronous')]).toEqual(['wal', 1]);
    await file.close();
  });

  test('the reading connection cannot write', async () => {
    const { file } = await openOutbox(path('outbox.db'));
    await expect(query(file.read, { sql: 'delete from pending', bindings: [] })).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
    await file.close();
  });
});

test('an outbox that is noise is kept aside, never deleted, and the desk begins a new one', async () => {
  const place = path('outbox.db');
  writeFileSync(place, Buffer.alloc(9000, 'precious noise'));
  const { file, rebuilt } = await openOutbox(place);
  expect([rebuilt, readdirSync(join(place, '..')).filter((name) => name.includes('.damaged-'))]).toMatchObject([true, [expect.stringContaining('outbox.db.damaged-')]]);
  await file.close();
});
