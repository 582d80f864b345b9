import knex, { type Knex } from 'knex';
import { types } from 'pg';

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

export function openCentral(url: string): Central {
  return knex({
    client: 'pg',
    connection: connectionOf(url),
    pool: { min: 0, max: 12 },
    acquireConnectionTimeout: 5_000,
    // Its own words would repeat addresses and statements on standard output; what fails reaches the caller anyway.
    log: { warn: quiet, error: quiet, deprecate: quiet, debug: quiet },
  });
}


function connectionOf(url: string): Knex.PgConnectionConfig {
  return {
    connectionString: url,
    application_name: 'otklik',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
  };
}

/** Every bigint of ours is a moment, a version or a place in the log: below 2^53. */
function safeInteger(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new Error('a number in the database is too large');
  return number;
}
