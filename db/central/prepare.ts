import { done, refused, type Outcome } from '#kernel/outcome';
import type { Knex } from 'knex';
import { migrate, type Migrated } from '../migrate';
import { migrations } from './migrations/list';
import { prepareRoles } from './roles';

/** Ours alone in this database. */
const migrationLock = 7_201_845;

/** Brings the central database up to date, as its owner; several servers may start at once. */
export async function prepareCentral(db: Knex): Promise<Outcome<Migrated, 'database.fromTheFuture' | 'database.rolesMissing'>> {
  if (!(await prepareRoles(db))) return refused('database.rolesMissing');
  const outcome = await migrate(db, migrations, {
    lock: async (tx) => {
      await tx.raw('select pg_advisory_xact_lock(?)', [migrationLock]);
    },
  });
  return outcome.ok ? done(outcome.value) : outcome;
}
