import type { Database, Statement as Prepared } from 'sqlite3';
import { z } from 'zod';

/** An SQL text and what is bound to its marks. */
export type Statement = { readonly sql: string; readonly bindings: readonly (string | number | null)[] };

/** Texts that stay prepared. Those of one desk are some sixty; a search adds none, its words are bound. */
const mostPrepared = 200;

const list = z.array(z.unknown());

/**
 * One connection, straight to the driver. Each statement is a trip to another thread and back, and preparing one is another
 * trip: so each text is prepared once. One statement at a time; who calls keeps the order.
 */
export class Connection {
  readonly #database: Database;
  /** The one that was used longest ago stands first. */
  readonly #prepared = new Map<string, Prepared>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Rows as SQLite gave them; the caller parses them. */
  async all({ sql, bindings }: Statement): Promise<readonly unknown[]> {
    const prepared = this.#prepared.get(sql) ?? (await prepare(this.#database, sql));
    this.#keep(sql, prepared);
    return list.parse(await rowsOf(prepared, bindings));
  }

  /** A database does not close while it has prepared statements. */
  forget(): void {
    for (const prepared of this.#prepared.values()) prepared.finalize();
    this.#prepared.clear();
  }

  #keep(sql: string, prepared: Prepared): void {
    this.#prepared.delete(sql);
    this.#prepared.set(sql, prepared);
    const [oldest] = this.#prepared;
    if (oldest === undefined || this.#prepared.size <= mostPrepared) return;
    this.#prepared.delete(oldest[0]);
    oldest[1].finalize();
  }
}

function prepare(database: Database, sql: string): Promise<Prepared> {
  return new Promise((resolve, reject) => {
    const prepared = database.prepare(sql, (error: Error | null) => (error === null ? resolve(prepared) : reject(error)));
  });
}

function rowsOf(prepared: Prepared, bindings: Statement['bindings']): Promise<unknown> {
  return new Promise((resolve, reject) => {
    prepared.all([...bindings], (error: Error | null, rows: unknown) => (error === null ? resolve(rows) : reject(error)));
  });
}
