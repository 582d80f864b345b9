import type { Central } from '#db/central/open';
import { openCentral } from '#db/central/open';
import { atWork } from '#db/central/roles';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { debianBinaries, startCentralDatabases, type CentralDatabases } from '../../support/central-database';

/** Tables without a second lock, each with its reason. */
const unlocked: Readonly<Record<string, string>> = { migrations: 'holds nothing of anybody; no role at work may even read it' };

/** Tables that no person's role reaches at all: it has no right to them, and no policy. */
const server = [
  'absences', 'accounts', 'agent_state_log', 'agents_heard', 'api_token_uses', 'api_tokens', 'archived_teams', 'article_versions', 'audit_events', 'audit_seals', 'audit_waiting', 'automatic_answers', 'automatic_answers_given', 'automatic_mails', 'blocked_senders', 'bot_talks', 'bots', 'case_numbers', 'chat_lines', 'chat_pages', 'chat_ratings', 'chat_sites', 'chat_threads', 'content_pieces', 'drafting', 'factors', 'import_pieces', 'import_problems', 'imports', 'inbound_keys',
  'known_computers', 'lease_watch', 'mail_frames', 'mailboxes', 'mails', 'merge_moves', 'message_words', 'messenger_messages', 'messenger_templates', 'messenger_threads', 'messengers', 'oidc_attempts', 'oidc_links', 'oidc_providers', 'queue_mailboxes', 'recovery_codes', 'refresh_tokens', 'server_secrets', 'sessions',
  'sign_in_tries', 'signatures', 'team_hours', 'template_answers', 'tenants', 'unsearched_messages', 'webhook_deliveries', 'webhook_feeds', 'webhooks',
];

const described = z.array(z.object({ name: z.string(), locked: z.boolean(), server: z.boolean(), person: z.boolean(), reaches: z.boolean() }));

async function tablesOf(db: Central): Promise<z.infer<typeof described>> {
  const found: { rows: unknown } = await db.raw(`
    select c.relname as name, c.relrowsecurity as locked,
      exists (select from pg_policy p where p.polrelid = c.oid and 'otklik_server'::regrole = any (p.polroles)) as server,
      exists (select from pg_policy p where p.polrelid = c.oid and 'otklik_person'::regrole = any (p.polroles)) as person,
      has_any_column_privilege('otklik_person', c.oid, 'select, insert, update') or has_table_privilege('otklik_person', c.oid, 'delete') as reaches
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1`);
  return described.parse(found.rows);
}

const makes = [['the PostgreSQL of the project', null], ...(debianBinaries() === null ? [] : [['PostgreSQL 15', debianBinaries()] as const])] as const;

describe.each(makes)('S-33 row-level security on %s', (_name, binaries) => {
  let databases: CentralDatabases;
  let owner: Central;
  let work: Central;
  beforeAll(async () => {
    databases = await startCentralDatabases(binaries === null ? null : { binaries });
    const fresh = await databases.fresh();
    owner = fresh.db;
    work = openCentral(atWork(fresh.url));
  }, 60_000);
  afterAll(async () => {
    await work.destroy();
    await databases.stop();
  });

  test('no table is without row-level security and a policy, but for those of a reasoned list', async () => {
    const tables = await tablesOf(owner);
    expect(tables.length).toBeGreaterThan(40);
    expect(tables.filter(({ locked, server: has }) => !locked || !has).map(({ name }) => name)).toEqual(Object.keys(unlocked));
    expect(tables.filter(({ name }) => !(name in unlocked)).filter(({ person, reaches }) => !person && !reaches).map(({ name }) => name)).toEqual(server);
    expect(tables.filter(({ person, reaches }) => person !== reaches)).toEqual([]);
  });

  test('the roles at work own nothing, may not pass by a policy, and cannot change the shape of anything', async () => {
    const found: { rows: unknown[] } = await owner.raw(`
      select r.rolname from pg_roles r where r.rolname in ('otklik_server', 'otklik_person')
        and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolcanlogin
          or exists (select from pg_class c where c.relowner = r.oid) or exists (select from pg_proc p where p.proowner = r.oid)
          or exists (select from pg_auth_members m where m.member = r.oid))`);
    expect(found.rows).toEqual([]);
    for (const statement of ['alter table messages disable row level security', 'alter table audit_events disable trigger all', 'drop policy server on messages', 'truncate messages', 'drop table messages', 'create table mine (id int)', 'select * from migrations']) {
      await expect(work.raw(statement), statement).rejects.toMatchObject({ code: '42501' });
    }
  });

  test.each(['otklik_server', 'otklik_person'])('%s cannot update, delete or truncate the audit log', async (role) => {
    for (const table of ['audit_events', 'audit_seals']) {
      for (const sql of [`update ${table} set ${table === 'audit_seals' ? 'place = 1' : "action = 'x'"}`, `delete from ${table}`, `truncate ${table}`]) {
        const tried = owner.transaction(async (tx) => {
          await tx.raw('set local role ??', [role]);
          await tx.raw(sql);
        });
        await expect(tried, sql).rejects.toMatchObject({ code: '42501' });
      }
    }
  });
});
