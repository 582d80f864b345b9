import knex, { type Knex } from 'knex';
import type { Client } from 'pg';
import { silent, type Central, type Writer } from './open';
import { Pipe } from './pipe';

/** An open transaction: what asks and waits goes by `tx`, what is only written goes by `pipe`. */
export type Truth = { readonly tx: Writer; readonly pipe: Pipe };

type Pool = { readonly acquireConnection: () => Promise<Client>; readonly releaseConnection: (connection: Client) => Promise<void> };

/**
 * Everyday work in one transaction. BEGIN leaves with the first statement and COMMIT right behind the last one; where a
 * statement that nobody waited for failed, PostgreSQL answers COMMIT by rolling back, and `broken` makes what is thrown.
 * Knex's own transactions do the same: each builds a whole knex, which takes the processor as long as the statements.
 */
export async function transact<T>(db: Central, work: (truth: Truth) => Promise<T>, broken: (error: unknown) => unknown): Promise<T> {
  // checked: the client of knex lends the connections of its pool, clients of pg
  const pool = db.client as Pool;
  const connection = await pool.acquireConnection();
  const writer = writerOn(db, connection);
  const pipe = new Pipe(connection);
  try {
    writer.isOpen = true;
    void pipe.command('begin');
    return await finished(pipe, work({ tx: writer.tx, pipe }), broken);
  } finally {
    writer.isOpen = false;
    await pool.releaseConnection(connection);
  }
}

async function finished<T>(pipe: Pipe, working: Promise<T>, broken: (error: unknown) => unknown): Promise<T> {
  const end = await working.then((value) => ({ value, ended: pipe.command('commit') }), async (error: unknown) => {
    // Whoever cannot roll back has lost the connection, and PostgreSQL rolls back by itself.
    await pipe.command('rollback').catch(() => undefined);
    await settled(pipe, broken);
    throw error;
  });
  await settled(pipe, broken);
  if ((await end.ended) !== 'COMMIT') throw new Error('a statement failed and was taken for done');
  return end.value;
}

async function settled(pipe: Pipe, broken: (error: unknown) => unknown): Promise<void> {
  try {
    await pipe.settled();
  } catch (error) {
    throw broken(error);
  }
}

type OnConnection = { readonly tx: Writer; isOpen: boolean };

const writers = new WeakMap<Client, OnConnection>();

/** What asks on this connection, made once for all of its transactions. */
function writerOn(db: Central, connection: Client): OnConnection {
  const known = writers.get(connection);
  if (known !== undefined) return known;
  // checked: the client of knex is made by the class of its dialect
  const { constructor: Dialect } = db.client as { readonly constructor: typeof Knex.Client };
  class Bound extends Dialect {
    override acquireConnection(): Promise<Client> {
      return made.isOpen ? Promise.resolve(connection) : Promise.reject(new Error('a statement after the end of its transaction'));
    }

    override releaseConnection(): Promise<void> {
      return Promise.resolve();
    }
  }
  // checked: it asks as a transaction does; what begins and ends one is ours alone
  const tx = knex({ client: Bound, log: silent }) as unknown as Writer;
  const made: OnConnection = { tx, isOpen: false };
  writers.set(connection, made);
  return made;
}
