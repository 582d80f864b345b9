import knex, { type Knex } from 'knex';
import { types, type ClientConfig } from 'pg';

// For the whole process: every connection reads bigint alike.
types.setTypeParser(types.builtins.INT8, safeInteger);

/** The whole database: may open transactions. */
export type Central = Knex;
/** May ask. */
export type Reader = Knex;
/** May write: only inside a transaction. */
export type Writer = Knex.Transaction;

function quiet(): void {
  return undefined;
}

/** Knex's own words would repeat addresses and statements on standard output; what fails reaches the caller anyway. */
export const silent = { warn: quiet, error: quiet, deprecate: quiet, debug: quiet };

/** The longest that one statement of everyday work takes, in milliseconds: shorter than a desk waits for its server. */
const everyday = 20_000;
/** The longest that one statement of upkeep takes. */
const upkeep = 600_000;

/** `connections`: how many statements may be under way at once. */
export function openCentral(url: string, connections = 12): Central {
  return opened(url, connections, everyday);
}

/** For what takes its time and nobody waits for: migrations, and forgetting. */
export async function duringUpkeep<Result>(url: string, work: (db: Central) => Promise<Result>): Promise<Result> {
  const db = opened(url, 2, upkeep);
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

function opened(url: string, connections: number, longest: number): Central {
  return beginningEagerly(knex({
    client: 'pg',
    connection: connectionOf(url, longest),
    pool: { min: 0, max: connections },
    acquireConnectionTimeout: 5_000,
    log: silent,
  }));
}

type Begun = { begin: (connection: unknown) => Promise<unknown> };

/**
 * The answer to BEGIN is not waited for: what follows on its connection comes after it anyway. A BEGIN that fails ends the
 * transaction by itself.
 */
function beginningEagerly(db: Knex): Knex {
  // checked: the client of knex makes its transactions in this way
  const client = db.client as { transaction: (...args: readonly unknown[]) => Begun };
  const make = client.transaction.bind(client);
  client.transaction = (...args) => {
    const transaction = make(...args);
    const begin = transaction.begin.bind(transaction);
    transaction.begin = (connection) => {
      void begin(connection);
      return Promise.resolve();
    };
    return transaction;
  };
  return db;
}

function connectionOf(url: string, longest: number): Knex.PgConnectionConfig & Pick<ClientConfig, 'pipeline'> {
  return {
    connectionString: url,
    application_name: 'otklik',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // Statements leave in their order without waiting for the answers before them, where nobody asked to wait.
    pipeline: true,
    statement_timeout: longest,
    // A road that went dead answers nothing, not even that it is dead: then the connection is given up from here.
    query_timeout: longest + 5_000,
    // Longer than a desk may leave its snapshot unread; what a vanished server locked is free again after that.
    idle_in_transaction_session_timeout: 30_000,
  };
}

/** Every bigint of ours is a moment, a version or a place in the log: below 2^53. */
function safeInteger(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new Error('a number in the database is too large');
  return number;
}
