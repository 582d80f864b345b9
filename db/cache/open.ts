import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { PersonId } from '#kernel/id';
import type { Knex } from 'knex';
import { z } from 'zod';
import { migrate, type Migration } from '../migrate';
import { arrivalDoor } from './arrival';
import { DamagedFileError, damageOf, damageOfCopy } from './damage';
import { cacheMigrations } from './migrations/list';
import { outboxMigrations } from './migrations/outbox-list';
import { openReader, openSqlite, query, type Durability, type SqliteFile } from './sqlite';

export type OpenedCache = { readonly file: SqliteFile; readonly rebuilt: boolean };

/**
 * Opens the copy of this person. A file that cannot be it is moved aside and a new one begun: a copy is disposable.
 * Whether its pages are sound is `isSound`'s to say, which reads the whole file and may come after the first list.
 */
export async function openCache(path: string, person: PersonId): Promise<OpenedCache> {
  const prepare = async (writer: Knex): Promise<void> => {
    await migrateFile(writer, cacheMigrations);
    await assertOwner(writer, person);
    for (const sql of arrivalDoor) await writer.raw(sql);
  };
  const open = (): Promise<SqliteFile> => openFile(path, 'normal', prepare);
  try {
    return { file: await open(), rebuilt: false };
  } catch (error) {
    if (damageOfCopy(error) !== 'corrupt') throw error;
    moveAside(path);
    return { file: await open(), rebuilt: true };
  }
}

/** Opens the outbox. It is never thrown away: a damaged one is moved aside and kept, and a new one begun. */
export async function openOutbox(path: string): Promise<OpenedCache> {
  const prepare = async (writer: Knex): Promise<void> => {
    await check((sql) => writer.raw(sql));
    await migrateFile(writer, outboxMigrations);
  };
  const open = (): Promise<SqliteFile> => openFile(path, 'full', prepare);
  try {
    return { file: await open(), rebuilt: false };
  } catch (error) {
    if (damageOf(error) !== 'corrupt') throw error;
    const kept = `${path}.damaged-${statSync(path).mtimeMs.toFixed(0)}`;
    for (const end of ends) if (existsSync(path + end)) renameSync(path + end, kept + end);
    return { file: await open(), rebuilt: true };
  }
}

/** Reads the whole file, on a connection of its own. */
export async function isSound(path: string): Promise<boolean> {
  const db = await openReader(path);
  try {
    await check((sql) => query(db, { sql, bindings: [] }));
    return true;
  } catch (error) {
    if (damageOfCopy(error) !== 'corrupt') throw error;
    return false;
  } finally {
    await db.close();
  }
}

/** Deletes a copy with everything that SQLite keeps beside it. */
export function deleteCache(path: string): void {
  for (const end of [...ends, aside, `${aside}-wal`, `${aside}-shm`]) rmSync(path + end, { force: true });
}

/** Deletes what was moved aside. */
export function deleteAside(path: string): void {
  for (const end of ends) rmSync(path + aside + end, { force: true });
}

/** Moves a copy out of the way for later study; an earlier one that was moved is overwritten. */
export function moveAside(path: string): void {
  for (const end of ends) {
    rmSync(path + aside + end, { force: true });
    if (existsSync(path + end)) renameSync(path + end, path + aside + end);
  }
}

const ends = ['', '-wal', '-shm'];
const aside = '.aside';

function openFile(path: string, durability: Durability, prepare: (writer: Knex) => Promise<void>): Promise<SqliteFile> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return openSqlite(path, durability, prepare);
}

const checked = z.array(z.object({ quick_check: z.string() }));

async function check(ask: (sql: string) => Promise<unknown>): Promise<void> {
  const found = checked.parse(await ask('pragma quick_check(1)'));
  if (found[0]?.quick_check !== 'ok') throw new DamagedFileError('quick check failed');
}

async function migrateFile(writer: Knex, list: readonly Migration[]): Promise<void> {
  const migrated = await migrate(writer, list);
  if (!migrated.ok) throw new DamagedFileError(migrated.code);
}

async function assertOwner(writer: Knex, person: PersonId): Promise<void> {
  const rows = z.array(z.object({ person: z.string() })).parse(await writer.raw('select "person" from copy'));
  if (rows.some((row) => row.person !== person)) throw new DamagedFileError('a copy of another person');
}
