import { columns, tableNames } from '#contract/rows';
import { migrate } from '#db/migrate';
import { migrations } from '#db/central/migrations/list';
import { openCentral, type Central } from '#db/central/open';
import { prepareCentral } from '#db/central/prepare';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startCentralDatabases, type CentralDatabases } from '../../support/central-database';

let databases: CentralDatabases;
beforeAll(async () => {
  databases = await startCentralDatabases();
});
afterAll(() => databases.stop());

const described = z.array(z.object({ table_name: z.string(), column_name: z.string(), data_type: z.string() }));

async function shapeOf(db: Central): Promise<readonly string[]> {
  const found: { rows: unknown } = await db.raw("select table_name, column_name, data_type from information_schema.columns where table_schema = 'public' order by 1, 2");
  return described.parse(found.rows).map((column) => `${column.table_name}.${column.column_name} ${column.data_type}`);
}

/** An empty database beside the migrated ones. */
async function empty(): Promise<Central> {
  const { url, db } = await databases.fresh();
  await db.raw('drop schema public cascade');
  await db.raw('create schema public');
  await db.destroy();
  return openCentral(url);
}

test('a database that stopped at any version goes on from there to the same shape', { timeout: 60_000 }, async () => {
  const { db: present } = await databases.fresh();
  const db = await empty();
  for (const [before, { version }] of migrations.slice(0, -1).entries()) {
    expect(await migrate(db, migrations.slice(0, before + 1))).toEqual({ ok: true, value: { from: migrations[before - 1]?.version ?? 0, to: version } });
  }
  expect(await prepareCentral(db)).toEqual({ ok: true, value: { from: migrations.at(-2)?.version, to: migrations.at(-1)?.version } });
  expect(await shapeOf(db)).toEqual(await shapeOf(present));
  await db.destroy();
});

test('a database from the future is not touched', async () => {
  const { db } = await databases.fresh();
  await db('migrations').insert({ version: 9999, name: '9999-later' });
  expect(await prepareCentral(db)).toEqual({ ok: false, code: 'database.fromTheFuture' });
});

test('servers that start at once migrate once', async () => {
  const db = await empty();
  const outcomes = await Promise.all([prepareCentral(db), prepareCentral(db), prepareCentral(db)]);
  expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
  const applied: number[] = await db('migrations').orderBy('version').pluck('version');
  expect(applied).toEqual(migrations.map((migration) => migration.version));
  await db.destroy();
});

test('every replicated table has the columns of the contract, a tenant, and nothing else', async () => {
  const { db } = await databases.fresh();
  const shape = await shapeOf(db);
  const kinds = { text: 'text', integer: 'bigint', boolean: 'boolean', json: 'jsonb' } as const;
  for (const table of tableNames) {
    const expected = [...Object.entries(columns[table]).map(([name, kind]) => `${table}.${name} ${kinds[kind]}`), `${table}.tenant text`];
    expect(shape.filter((line) => line.startsWith(`${table}.`)).toSorted()).toEqual(expected.toSorted());
  }
});
