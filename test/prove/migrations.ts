import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tableNames } from '#contract/rows';
import { cacheMigrations } from '#db/cache/migrations/list';
import { outboxMigrations } from '#db/cache/migrations/outbox-list';
import { openCache, openOutbox } from '#db/cache/open';
import { addPending, readWaiting } from '#db/cache/outbox';
import { readRows } from '#db/cache/read-rows';
import { openSqlite, query, run, type SqliteFile, type Writer } from '#db/cache/sqlite';
import { storedColumns, storedRow } from '#db/cache/stored-row';
import { migrate } from '#db/migrate';
import { anna, begun, company } from '../integration/desk/small-company';
import { Dice } from '../simulation/dice';
import { note } from '../support/company';
import { id } from '#kernel/id';
import { z } from 'zod';
import { together, type Figures, type Plan, type Proof } from './proof';

const columnNames = z.array(z.object({ name: z.string() }));

const child = fileURLToPath(new URL('./migrating-file.ts', import.meta.url));

/** A file of one of the product's two kinds, as an earlier version left it. */
type Old = { readonly kind: 'cache' | 'outbox'; readonly version: number };

/** Every file of every earlier schema, and each of its migrations killed before each of its statements. */
export const migrations: Proof = {
  plan: { runs: Number.MAX_SAFE_INTEGER, worlds: 1, desks: 1 },
  prove: (plan, say) => interruptMigrations(plan, say),
};

/** `runs`: how many kills at most, picked by the dice. */
export async function interruptMigrations({ runs, seed }: Plan, say: (line: string) => void): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-schemas-'));
  try {
    const kills: { readonly old: Old; readonly deadly: number; readonly path: string }[] = [];
    const dice = new Dice(seed);
    // Few kills need few files: each is made and brought up to date once before.
    for (const old of drawn(dice, everyOld(), runs)) {
      const path = join(folder, `${old.kind}-${old.version}.db`);
      await makeOld(old, path);
      const whole = join(folder, 'whole.db');
      copyFileSync(path, whole);
      const statements = await migrated(old.kind, whole, 0);
      rmSync(whole);
      for (let deadly = 1; deadly <= statements; deadly += 1) kills.push({ old, deadly, path });
    }
    const all: Figures[] = [];
    for (const [place, kill] of drawn(dice, kills, runs).entries()) all.push(await interrupt(kill, join(folder, `${place}.db`), say));
    return together(all);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function drawn<Item>(dice: Dice, items: readonly Item[], most: number): readonly Item[] {
  return items.map((item) => ({ item, order: dice.roll() })).sort((one, other) => one.order - other.order).slice(0, most).map(({ item }) => item);
}

function everyOld(): readonly Old[] {
  const of = (kind: Old['kind'], versions: number): readonly Old[] => Array.from({ length: versions }, (_, version) => ({ kind, version }));
  return [...of('cache', cacheMigrations.length), ...of('outbox', outboxMigrations.length)];
}

/** With something in it, where its schema has tables. */
async function makeOld({ kind, version }: Old, path: string): Promise<void> {
  const list = (kind === 'cache' ? cacheMigrations : outboxMigrations).slice(0, version);
  const file = await openSqlite(path, 'full', async (writer) => void (await migrate(writer, list)));
  if (version > 0) await file.write((tx) => (kind === 'cache' ? fillCache(tx) : fillOutbox(tx)));
  await file.close();
}

/** With the columns that its tables have. */
async function fillCache(tx: Writer): Promise<void> {
  for (const change of company({ conversations: 8, messagesEach: 3 })) {
    if (change.op !== 'put') continue;
    const present = new Set(columnNames.parse(await query(tx, { sql: 'select "name" from pragma_table_info(?)', bindings: [change.table] })).map(({ name }) => name));
    const placed = storedColumns(change.table).flatMap((name, place) => (present.has(name) ? [{ name, place }] : []));
    const sqlTable = change.table;
    const sqlNames = placed.map(({ name }) => `"${name}"`).join(', ');
    const sqlValues = placed.map(({ place }) => `"value" ->> '$[${place}]'`).join(', ');
    await run(tx, { sql: `insert into ${sqlTable} (${sqlNames}) select ${sqlValues} from jsonb_each(?)`, bindings: [JSON.stringify([storedRow(change)])] });
  }
}

async function fillOutbox(tx: Writer): Promise<void> {
  for (let count = 0; count < 8; count += 1) await addPending((statement) => query(tx, statement), begun, note(id('conversation', 'c1'), `note ${count}`));
}

/** How many statements it took; -1 when it died on its way. */
async function migrated(kind: Old['kind'], path: string, deadly: number): Promise<number> {
  const migrating = spawn(process.execPath, ['--import', 'tsx', child, kind, path, String(deadly)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  migrating.stdout.setEncoding('utf8').on('data', (part: string) => void (said += part));
  await once(migrating, 'close');
  return said === '' ? -1 : Number(said);
}

async function interrupt({ old, deadly, path }: { readonly old: Old; readonly deadly: number; readonly path: string }, victim: string, say: (line: string) => void): Promise<Figures> {
  copyFileSync(path, victim);
  const survived = await migrated(old.kind, victim, deadly);
  const untouched = `${victim}.untouched`;
  copyFileSync(path, untouched);
  const before = await contents(old.kind, untouched);
  const after = await contents(old.kind, victim);
  const missing = before.lines.filter((line) => !after.lines.includes(line)).length + (after.rebuilt || survived >= 0 ? 1 : 0);
  const added = after.lines.length - (before.lines.length - missing);
  if (missing > 0 || added > 0) say(`LOST or TWICE: ${old.kind} of version ${old.version} before statement ${deadly}: ${missing} missing, ${added} new`);
  return { runs: 1, acknowledged: before.lines.length, lost: missing, twice: Math.max(0, added) };
}

/** What a file holds when the product has opened it, and so brought it to the present schema. */
async function contents(kind: Old['kind'], path: string): Promise<{ readonly lines: readonly string[]; readonly rebuilt: boolean }> {
  const { file, rebuilt } = kind === 'cache' ? await openCache(path, anna) : await openOutbox(path);
  const lines = kind === 'cache' ? await rowsIn(file) : (await readWaiting(file.read)).pending.map((one) => JSON.stringify(one));
  await file.close();
  return { lines, rebuilt };
}

async function rowsIn(file: SqliteFile): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const table of tableNames) {
    const sqlTable = table;
    lines.push(...(await readRows(file.read, table, { sql: `select * from ${sqlTable}`, bindings: [] })).map((row) => `${table} ${JSON.stringify(row)}`));
  }
  return lines;
}
