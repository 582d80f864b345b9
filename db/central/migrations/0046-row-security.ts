/**
 * The second lock; see DECISION-row-security.md. The server works as a role that owns nothing, and what it does for a person as
 * one that sees only theirs. Settings of the transaction say whose: `otklik.reached` are teams that a command hands a case over
 * to. Both roles stand before this runs.
 */
const served = [
  'tenants', 'teams', 'people', 'queues', 'channels', 'customers', 'identities', 'cases', 'conversations', 'messages', 'clients', 'refusals', 'history',
  'sync_heads', 'change_log', 'customer_teams', 'client_owners', 'command_results', 'accounts', 'sessions', 'refresh_tokens', 'sign_in_tries', 'server_secrets',
  'inbound_keys', 'attachments', 'case_numbers', 'deliveries', 'mails', 'chat_sites', 'chat_threads', 'chat_lines', 'import_keys', 'agent_leases', 'lease_watch',
  'factors', 'recovery_codes', 'known_computers', 'oidc_providers', 'oidc_links', 'oidc_attempts', 'audit_waiting',
] as const;

/** Added to and read; a role without the grant cannot even try the rest. */
const appended = ['audit_events', 'audit_seals'] as const;

const sqlServed = [...served, ...appended].map((name) => `'${name}'`).join(', ');
const sqlAppended = appended.join(', ');

const sqlTenant = 'tenant = (select otklik_tenant())';
const sqlTeam = `${sqlTenant} and team = any ((select otklik_teams())::text[])`;
const sqlKnown = `${sqlTenant} and exists (select from customer_teams as known where known.tenant = customers.tenant and known.customer = customers.id)`;
const sqlOwnClient = `exists (select from client_owners as owner where owner.tenant = clients.tenant and owner.client = clients.id)`;
const sqlOwnRefusal = `exists (select from client_owners as owner where owner.tenant = refusals.tenant and owner.client = refusals.client)`;
const sqlOwn = `${sqlTenant} and person = (select otklik_person())`;

/** Whoever may look at a row may hold it until the transaction ends, which wants a right to change; changing is another policy. */
function lockedOnly(table: string, sqlWhich: string): string {
  const sqlTable = table;
  return `
    create policy person_reads on ${sqlTable} for select to otklik_person using (${sqlWhich});
    create policy person_holds on ${sqlTable} for update to otklik_person using (${sqlWhich}) with check (false);
    grant select, update (version) on ${sqlTable} to otklik_person;`;
}

function readAndWritten(table: string, sqlWhich: string): string {
  const sqlTable = table;
  return `
    create policy person_reads on ${sqlTable} for select to otklik_person using (${sqlWhich});
    create policy person_adds on ${sqlTable} for insert to otklik_person with check (${sqlWhich});
    create policy person_changes on ${sqlTable} for update to otklik_person using (${sqlWhich}) with check (${sqlWhich});
    grant select, insert, update on ${sqlTable} to otklik_person;`;
}

const sqlLocked = [
  ...['teams', 'people', 'queues', 'channels'].map((table) => lockedOnly(table, sqlTenant)),
  lockedOnly('customers', sqlKnown),
  lockedOnly('identities', `${sqlTenant} and exists (select from customer_teams as known where known.tenant = identities.tenant and known.customer = identities.customer)`),
].join('');

const sqlWritten = [
  ...['cases', 'conversations', 'messages'].map((table) => readAndWritten(table, sqlTeam)),
  readAndWritten('clients', `${sqlTenant} and ${sqlOwnClient}`),
  readAndWritten('refusals', `${sqlTenant} and ${sqlOwnRefusal}`),
  readAndWritten('command_results', sqlOwn),
  readAndWritten('agent_leases', sqlTenant),
].join('');

export const rowSecurity = {
  version: 46,
  name: '0046-row-security',
  sql: `
    create function otklik_tenant() returns text language sql stable as $$ select current_setting('otklik.tenant', true) $$;
    create function otklik_person() returns text language sql stable as $$ select current_setting('otklik.person', true) $$;
    create function otklik_teams() returns text[] language sql stable as $$
      select string_to_array(current_setting('otklik.teams', true), ',') || string_to_array(coalesce(current_setting('otklik.reached', true), ''), ',')
    $$;

    do $$
    declare name text;
    begin
      execute format('grant usage on schema %I to otklik_server, otklik_person', current_schema);
      foreach name in array array[${sqlServed}] loop
        execute format('alter table %I enable row level security', name);
        execute format('create policy server on %I to otklik_server using (true) with check (true)', name);
        execute format('grant select, insert, update, delete on %I to otklik_server', name);
      end loop;
      -- What gives out roles and settings to a single statement belongs to the server alone, where the owner may say so.
      if (select rolsuper from pg_roles where rolname = current_user) then
        revoke execute on function pg_catalog.set_config(text, text, boolean) from public;
        grant execute on function pg_catalog.set_config(text, text, boolean) to otklik_server;
      end if;
    end $$;
    revoke update, delete on ${sqlAppended} from otklik_server;
    ${sqlLocked}
    ${sqlWritten}

    create policy person_reads on customer_teams for select to otklik_person using (${sqlTeam});
    create policy person_adds on customer_teams for insert to otklik_person with check (${sqlTeam});
    create policy person_forgets on customer_teams for delete to otklik_person using (${sqlTeam});
    grant select, insert, delete on customer_teams to otklik_person;

    create policy person_reads on client_owners for select to otklik_person using (${sqlOwn});
    create policy person_adds on client_owners for insert to otklik_person with check (${sqlOwn});
    grant select, insert on client_owners to otklik_person;

    create policy person_reads on history for select to otklik_person using (true);
    grant select on history to otklik_person;
    create policy person_reads on sync_heads for select to otklik_person using (${sqlTenant});
    create policy person_counts on sync_heads for update to otklik_person using (${sqlTenant}) with check (${sqlTenant});
    grant select, update (seq) on sync_heads to otklik_person;
    create policy person_adds on change_log for insert to otklik_person with check (${sqlTenant});
    grant insert on change_log to otklik_person;

    create policy person_reads on attachments for select to otklik_person
      using (${sqlTenant} and exists (select from messages as owning where owning.tenant = attachments.tenant and owning.id = attachments.message));
    grant select on attachments to otklik_person;
    create policy person_reads on deliveries for select to otklik_person using (${sqlTenant});
    create policy person_adds on deliveries for insert to otklik_person
      with check (${sqlTenant} and exists (select from conversations as talk where talk.tenant = deliveries.tenant and talk.id = deliveries.conversation));
    grant select (tenant, message), insert on deliveries to otklik_person;

    -- One entry of the log holds the parts of every scope: a person reads it through this, and gets those of their own.
    create function otklik_log(after bigint, up_to bigint, wanted text[], most bigint) returns table (seq bigint, parts jsonb)
      language sql stable security definer
    begin atomic
      with own as materialized (
        select coalesce(array_agg(scope), '{}') as scopes from unnest(wanted) as scope
        where scope = 'org' or scope = 'person:' || otklik_person() or scope in (select 'team:' || team from unnest(otklik_teams()) as team)
          or exists (select from client_owners as owner where owner.tenant = otklik_tenant() and owner.person = otklik_person() and scope = 'client:' || owner.client)
      )
      select entry.seq, (select jsonb_object_agg(scope, entry.parts -> scope) from unnest(own.scopes) as scope where jsonb_exists(entry.parts, scope))
      from own, change_log as entry
      where entry.tenant = otklik_tenant() and entry.seq > after and entry.seq <= up_to and jsonb_exists_any(entry.parts, own.scopes)
      order by entry.seq limit most;
    end;
    revoke execute on function otklik_log(bigint, bigint, text[], bigint) from public;
    grant execute on function otklik_log(bigint, bigint, text[], bigint) to otklik_person;
  `,
} as const;
