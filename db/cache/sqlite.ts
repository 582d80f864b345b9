import knex, { type Knex } from 'knex';
import type { Database } from 'sqlite3';
import { z } from 'zod';

/** May read. */
export type Reader = Knex;
/** May write: a write outside a transaction does not compile. */
export type Writer = Knex.Transaction;

/** One SQLite file with one writing and one read-only connection, both in this process. */
export type SqliteFile = {
  readonly path: string;
  readonly read: Reader;
  /** One statement that is a transaction of its own. */
  readonly alone: (statement: Statement) => Promise<readonly unknown[]>;
  readonly write: <Value>(work: (tx: Writer) => Promise<Value>) => Promise<Value>;
  /** Moves the write-ahead log into the file; ours to call, when nothing else is to do. */
  readonly checkpoint: () => Promise<void>;
  /** Writes what is in the file now, and nothing of what was, into a new file. */
  readonly copyInto: (path: string) => Promise<void>;
  /** Leaves in the file what its rows hold, and nothing of what was deleted. */
  readonly shrink: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** `full`: a commit survives a power cut. `normal`: it survives a crash of the process. */
export type Durability = 'full' | 'normal';

/** An SQL text and what is bound to its marks. */
export type Statement = { readonly sql: string; readonly bindings: readonly (string | number | null)[] };

/**
 * Opens the file, or makes it. `prepare` runs on the writing connection before anything else sees the file.
 * Throws what SQLite throws; see `damageOf`.
 */
export async function openSqlite(path: string, durability: Durability, prepare: (writer: Knex) => Promise<void>): Promise<SqliteFile> {
  const writer = connection(path, pragmas(durability));
  try {
    await assertPragmas(writer, durability);
    await prepare(writer);
  } catch (error) {
    await writer.destroy();
    throw error;
  }
  const read = openReader(path);
  return {
    path,
    read,
    alone: (statement) => query(writer, statement),
    write: (work) => writer.transaction(work),
    checkpoint: async () => void (await writer.raw('pragma wal_checkpoint(passive)')),
    copyInto: async (fresh) => void (await writer.raw('vacuum into ?', [fresh])),
    shrink: async () => {
      await writer.raw('vacuum');
      await writer.raw('pragma wal_checkpoint(truncate)');
    },
    close: async () => {
      await read.destroy();
      await writer.destroy();
    },
  };
}

/** A connection that only reads. The caller destroys it. */
export function openReader(path: string): Reader {
  return connection(path, ['pragma busy_timeout = 2000', 'pragma query_only = on', 'pragma cache_size = -32000']);
}

const list = z.array(z.unknown());

/** Rows of a query, as SQLite gave them; the caller parses them. */
export async function query(db: Reader | Writer, { sql, bindings }: Statement): Promise<readonly unknown[]> {
  // checked: the client of knex lends its one connection, a database of sqlite3
  const client = db.client as Lender;
  const connection = await client.acquireConnection();
  try {
    return list.parse(await allRows(connection, sql, bindings));
  } finally {
    await client.releaseConnection(connection);
  }
}

type Lender = { readonly acquireConnection: () => Promise<Database>; readonly releaseConnection: (connection: Database) => Promise<void> };

/** Straight to the driver: what knex does around a text that is ready took as long as SQLite. */
function allRows(connection: Database, sql: string, bindings: Statement['bindings']): Promise<unknown> {
  return new Promise((resolve, reject) => {
    connection.all(sql, [...bindings], (error: Error | null, rows: unknown) => (error === null ? resolve(rows) : reject(error)));
  });
}

export async function run(db: Writer, statement: Statement): Promise<void> {
  await query(db, statement);
}

function pragmas(durability: Durability): readonly string[] {
  const sqlDurability = durability;
  return [
    'pragma busy_timeout = 2000',
    'pragma journal_mode = wal',
    `pragma synchronous = ${sqlDurability}`,
    'pragma foreign_keys = on',
    'pragma wal_autocheckpoint = 0',
    'pragma cache_size = -32000',
    'pragma temp_store = memory',
    'pragma secure_delete = on',
  ];
}

/** Errors are told to the caller; Knex must not print them, they may name what was written. */
const silent = { warn: nothing, error: nothing, deprecate: nothing, debug: nothing };

function nothing(): void {
  return undefined;
}

function connection(filename: string, first: readonly string[]): Knex {
  const made = (connected: Database, done: (error: Error | null, connected: Database) => void): void => {
    connected.exec(first.join(';'), (error) => done(error, connected));
  };
  return knex({
    client: 'sqlite3',
    connection: { filename },
    log: silent,
    useNullAsDefault: true,
    pool: { min: 1, max: 1, afterCreate: made },
  });
}

const settings = z.array(z.record(z.string(), z.union([z.string(), z.number()])));

/** A pragma that did not take is no pragma: a file system without WAL would silently lose what was promised. */
async function assertPragmas(writer: Knex, durability: Durability): Promise<void> {
  const expected = { journal_mode: 'wal', synchronous: durability === 'full' ? 2 : 1, foreign_keys: 1 };
  const found = settings.parse(await writer.raw('select * from pragma_journal_mode, pragma_synchronous, pragma_foreign_keys'))[0];
  const differs = Object.entries(expected).find(([name, value]) => found?.[name] !== value);
  if (differs !== undefined) throw new Error(`${differs[0]} is ${String(found?.[differs[0]])}, not ${String(differs[1])}`);
}
