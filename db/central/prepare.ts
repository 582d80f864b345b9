import { done, type Outcome } from '#kernel/outcome';
import type { Knex } from 'knex';
import { migrate, type Migrated } from '../migrate';
import { migrations } from './migrations/list';

/** Ours alone in this database. */
const migrationLock = 7_201_845;

/** Brings the central database up to date; several servers may start at once. */
export async function prepareCentral(db: Knex): Promise<Outcome<Migrated, 'database.fromTheFuture'>> {
  const outcome = await migrate(db, migrations, {
    lock: async (tx) => {
      await tx.raw('select pg_advisory_xact_lock(?)', [migrationLock]);
    },
  });
  return outcome.ok ? done(outcome.value) : outcome;
}
