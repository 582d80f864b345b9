import { done, refused, type Outcome } from '#kernel/outcome';
import type { Knex } from 'knex';
import { migrate, type Migrated } from '../migrate';
import { lockNumbers } from './lock-numbers';
import { migrations } from './migrations/list';
import { prepareRoles } from './roles';

/** Brings the central database up to date, as its owner; several servers may start at once. */
export async function prepareCentral(db: Knex): Promise<Outcome<Migrated, 'database.fromTheFuture' | 'database.rolesMissing'>> {
  if (!(await prepareRoles(db))) return refused('database.rolesMissing');
  const outcome = await migrate(db, migrations, {
    lock: async (tx) => {
      await tx.raw('select pg_advisory_xact_lock(?)', [lockNumbers.migration]);
    },
  });
  return outcome.ok ? done(outcome.value) : outcome;
}
