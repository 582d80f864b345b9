import { done, refused, type Outcome } from '#kernel/outcome';
import type { Knex } from 'knex';

/**
 * One small frozen step forward. Never edited after it was shipped.
 * `sql` may hold several statements where the database takes them at once (PostgreSQL); SQLite wants a list.
 */
export type Migration = { readonly version: number; readonly name: string; readonly sql: string | readonly string[] };

export type Migrated = { readonly from: number; readonly to: number };

export type MigrateOptions = {
  /** Called first in each transaction: keeps two processes from migrating one database at once. */
  readonly lock?: (tx: Knex.Transaction) => Promise<void>;
};

/** Brings a database up to the end of the list. One from the future is not touched. */
export async function migrate(db: Knex, list: readonly Migration[], options: MigrateOptions = {}): Promise<Outcome<Migrated, 'database.fromTheFuture'>> {
  assertOrder(list);
  const lock = options.lock ?? (async () => undefined);
  const from = await db.transaction(async (tx) => {
    await lock(tx);
    await tx.raw('create table if not exists migrations (version integer primary key, name text not null)');
    return present(tx);
  });
  if (from > (list.at(-1)?.version ?? 0)) return refused('database.fromTheFuture');
  let to = from;
  for (const migration of list) {
    await db.transaction(async (tx) => {
      await lock(tx);
      if ((await present(tx)) < migration.version) await apply(tx, migration);
    });
    to = Math.max(to, migration.version);
  }
  return done({ from, to });
}

async function apply(tx: Knex.Transaction, migration: Migration): Promise<void> {
  const statements = typeof migration.sql === 'string' ? [migration.sql] : migration.sql;
  for (const statement of statements) await tx.raw(statement);
  await tx('migrations').insert({ version: migration.version, name: migration.name });
}

async function present(tx: Knex.Transaction): Promise<number> {
  const row = await tx('migrations').max('version as version').first<{ version: number | null } | undefined>();
  return row?.version ?? 0;
}

function assertOrder(list: readonly Migration[]): void {
  list.forEach((migration, index) => {
    const before = list[index - 1];
    if (before !== undefined && before.version >= migration.version) throw new Error(`migration ${migration.name} is out of order`);
  });
}
