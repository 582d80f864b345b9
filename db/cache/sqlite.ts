import { Lane } from '#kernel/lane';
import knex, { type Knex } from 'knex';
import type { Database } from 'sqlite3';
import { z } from 'zod';
import { Connection, type Statement } from './connection';

export type { Statement } from './connection';

/** May read, one statement after the other. */
export class Reader {
  readonly #lent: Lent;
  readonly #lane = new Lane();

  constructor(lent: Lent) {
    this.#lent = lent;
  }

  all(statement: Statement): Promise<readonly unknown[]> {
    return this.#lane.run(() => this.#lent.connection.all(statement));
  }

  async close(): Promise<void> {
    await this.#lane.idle();
    await this.#lent.giveBack();
  }
}

/** A transaction. May write: a write outside of one does not compile. */
export class Writer {
  readonly #connection: Connection;
  #isOpen = false;
  #isOver = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async all(statement: Statement): Promise<readonly unknown[]> {
    if (this.#isOver) throw new Error('a statement after the last one');
    if (!this.#isOpen) await this.#connection.all(begin);
    this.#isOpen = true;
    return this.#connection.all(statement);
  }

  /** The last statement. Where it is also the first, it is a transaction of its own: one trip instead of three. */
  async last(statement: Statement): Promise<void> {
    this.#isOver = true;
    await this.#connection.all(statement);
  }

  async commit(): Promise<void> {
    if (this.#isOpen) await this.#connection.all(commit);
  }

  /** SQLite may have rolled back by itself: then there is nothing to do. */
  async rollBack(): Promise<void> {
    if (this.#isOpen) await this.#connection.all(rollback).catch(nothing);
  }
}

const begin: Statement = { sql: 'begin', bindings: [] };
const commit: Statement = { sql: 'commit', bindings: [] };
const rollback: Statement = { sql: 'rollback', bindings: [] };

/** One SQLite file with one writing and one read-only connection, both in this process. */
export type SqliteFile = {
  readonly path: string;
  readonly read: Reader;
  /** One statement that is a transaction of its own. */
  readonly alone: (statement: Statement) => Promise<readonly unknown[]>;
  readonly write: <Value>(work: (tx: Writer) => Promise<Value>) => Promise<Value>;
  /** Moves the write-ahead log into the file; ours to call, when nothing else is to do. */
  readonly checkpoint: () => Promise<void>;
  /** Everything stands in the file itself afterwards, and nothing beside it: closing does the same, and says nothing where it fails. */
  readonly settle: () => Promise<void>;
  /** Writes what is in the file now, and nothing of what was, into a new file. */
  readonly copyInto: (path: string) => Promise<void>;
  /** Leaves in the file what its rows hold, and nothing of what was deleted. */
  readonly shrink: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** `full`: a commit survives a power cut. `normal`: it survives a crash of the process. */
export type Durability = 'full' | 'normal';

/**
 * Opens the file, or makes it. `prepare` runs on the writing connection before anything else sees the file.
 * Throws what SQLite throws; see `damageOf`.
 */
export async function openSqlite(path: string, durability: Durability, prepare: (writer: Knex) => Promise<void>): Promise<SqliteFile> {
  const lent = await lend(connection(path, pragmas(durability)), async (writer) => {
    await assertPragmas(writer, durability);
    await prepare(writer);
  });
  const lane = new Lane();
  const alone = (statement: Statement): Promise<readonly unknown[]> => lane.run(() => lent.connection.all(statement));
  const read = await openReader(path);
  return {
    path,
    read,
    alone,
    write: (work) => lane.run(() => transact(lent.connection, work)),
    checkpoint: async () => void (await alone({ sql: 'pragma wal_checkpoint(passive)', bindings: [] })),
    settle: async () => {
      const [{ busy }] = settled.parse(await alone({ sql: 'pragma wal_checkpoint(truncate)', bindings: [] }));
      if (busy !== 0) throw new Error('somebody reads a file that has to be settled');
    },
    copyInto: async (fresh) => void (await alone({ sql: 'vacuum into ?', bindings: [fresh] })),
    shrink: async () => {
      await alone({ sql: 'vacuum', bindings: [] });
      await alone({ sql: 'pragma wal_checkpoint(truncate)', bindings: [] });
    },
    close: async () => {
      await read.close();
      await lane.idle();
      await lent.giveBack();
    },
  };
}

const settled = z.tuple([z.object({ busy: z.int() })]);

async function transact<Value>(connection: Connection, work: (tx: Writer) => Promise<Value>): Promise<Value> {
  const tx = new Writer(connection);
  try {
    const value = await work(tx);
    await tx.commit();
    return value;
  } catch (error) {
    await tx.rollBack();
    throw error;
  }
}

/** A connection that only reads. The caller closes it. */
export async function openReader(path: string): Promise<Reader> {
  return new Reader(await lend(connection(path, ['pragma busy_timeout = 2000', 'pragma query_only = on', 'pragma cache_size = -32000'])));
}

/**
 * Holds a small file against every other process until `giveBack`, or until this process ends, however it ends: the system lets go
 * of its locks. Nothing is written, so a full disk locks as well. Throws SQLITE_BUSY where somebody else holds it.
 */
export async function holdFile(path: string): Promise<{ readonly giveBack: () => Promise<void> }> {
  const held = connection(path, ['pragma busy_timeout = 0', 'pragma journal_mode = memory']);
  const { giveBack } = await lend(held, async (opened) => void (await opened.raw('begin exclusive')));
  return { giveBack };
}

/** Rows of a query, as SQLite gave them; the caller parses them. */
export function query(db: Reader | Writer, statement: Statement): Promise<readonly unknown[]> {
  return db.all(statement);
}

export async function run(db: Writer, statement: Statement): Promise<void> {
  await db.all(statement);
}

/** The one connection of a knex, which opened it and closes it, and does nothing between: what it does around a text that is ready takes as long as SQLite. */
type Lent = { readonly connection: Connection; readonly giveBack: () => Promise<void> };

type Lender = { readonly acquireConnection: () => Promise<Database>; readonly releaseConnection: (database: Database) => Promise<void> };

async function lend(opened: Knex, prepare: (opened: Knex) => Promise<void> = async () => undefined): Promise<Lent> {
  try {
    await prepare(opened);
    // checked: the client of knex lends its one connection, a database of sqlite3
    const lender = opened.client as Lender;
    const database = await lender.acquireConnection();
    const connection = new Connection(database);
    const giveBack = async (): Promise<void> => {
      connection.forget();
      await lender.releaseConnection(database);
      await opened.destroy();
    };
    return { connection, giveBack };
  } catch (error) {
    await opened.destroy();
    throw error;
  }
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
