import type { Knex } from 'knex';
import type { Central } from './open';

/** Who works in the database; neither owns anything there. See DECISION-row-security.md. */
const roles = { server: 'otklik_server', person: 'otklik_person' } as const;

/** Both may be entered, after they were made where they may be made. */
export async function prepareRoles(db: Central): Promise<boolean> {
  if (await mayEnterAll(db)) return true;
  await db.raw(`do $$
    declare wanted text;
    begin
      foreach wanted in array array['otklik_server', 'otklik_person'] loop
        begin
          if not exists (select from pg_roles where rolname = wanted) then execute format('create role %I nologin', wanted); end if;
        -- Roles are of the whole cluster: somebody else may make them for another of its databases at this moment.
        exception when insufficient_privilege or duplicate_object or unique_violation then null;
        end;
        begin
          if not (select rolsuper from pg_roles where rolname = session_user) then execute format('grant %I to %I', wanted, session_user); end if;
        exception when insufficient_privilege or undefined_object then null;
        end;
      end loop;
    end $$`);
  return mayEnterAll(db);
}

async function mayEnterAll(db: Central): Promise<boolean> {
  return (await mayEnter(db, roles.server)) && (await mayEnter(db, roles.person));
}

/** 42501: it may not; 22023: there is no such role. */
const refusals: ReadonlySet<unknown> = new Set(['42501', '22023']);

async function mayEnter(db: Central, role: string): Promise<boolean> {
  const tx: Knex.Transaction = await db.transaction();
  try {
    await tx.raw('set local role ??', [role]);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && refusals.has(error.code)) return false;
    throw error;
  } finally {
    await tx.rollback();
  }
}

/** What an administrator of the database does for a user who may not make roles. */
export const rolesByHand = `create role ${roles.server} nologin; create role ${roles.person} nologin; grant ${roles.server}, ${roles.person} to "the user of DATABASE_URL"`;

/** The same database for who works there: every connection begins, and ends each transaction, as the server's role. */
export function atWork(url: string): string {
  const changed = new URL(url);
  const given = changed.searchParams.get('options');
  changed.searchParams.set('options', `${given === null ? '' : `${given} `}-c role=${roles.server}`);
  return changed.href;
}

/** Something between us and PostgreSQL may drop what a connection asks for at its beginning. */
export async function isAtWork(db: Central): Promise<boolean> {
  const answer: { rows: readonly { role: string }[] } = await db.raw('select current_user::text as role');
  return answer.rows[0]?.role === roles.server;
}
