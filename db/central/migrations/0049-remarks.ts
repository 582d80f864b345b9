const sqlSupervised = 'tenant = (select otklik_tenant()) and team = any ((select otklik_supervised())::text[])';

/** What supervisors say about cases; to the role of everybody else no such row exists. */
export const remarks = {
  version: 49,
  name: '0049-remarks',
  sql: `
    create table remarks (
      tenant text not null references tenants, id text not null, "case" text not null, team text not null, author text not null,
      at bigint not null, text text not null, version bigint not null, primary key (tenant, id)
    );
    create index remarks_by_case on remarks (tenant, "case", at);
    create index remarks_by_team on remarks (tenant, team);

    create function otklik_supervised() returns text[] language sql stable as $$ select string_to_array(current_setting('otklik.supervised', true), ',') $$;
    alter table remarks enable row level security;
    create policy server on remarks to otklik_server using (true) with check (true);
    grant select, insert, update, delete on remarks to otklik_server;
    create policy person_reads on remarks for select to otklik_person using (${sqlSupervised});
    create policy person_adds on remarks for insert to otklik_person with check (${sqlSupervised});
    create policy person_changes on remarks for update to otklik_person using (${sqlSupervised}) with check (${sqlSupervised});
    create policy person_removes on remarks for delete to otklik_person using (${sqlSupervised});
    grant select, insert, update, delete on remarks to otklik_person;

    -- Whoever may hand a case over need not be a supervisor: its remarks follow it, and nothing is answered of those that have not moved.
    create function otklik_move_remarks(of_tenant text, of_case text) returns setof remarks language sql volatile security definer
    begin atomic
      update remarks set team = owning.team, version = remarks.version + 1 from cases as owning
      where owning.tenant = of_tenant and owning.id = of_case and remarks.tenant = owning.tenant and remarks."case" = owning.id and remarks.team <> owning.team
      returning remarks.*;
    end;
    revoke execute on function otklik_move_remarks(text, text) from public;
    grant execute on function otklik_move_remarks(text, text) to otklik_server, otklik_person;

    create or replace function otklik_log(after bigint, up_to bigint, wanted text[], most bigint) returns table (seq bigint, parts jsonb)
      language sql stable security definer
    begin atomic
      with own as materialized (
        select coalesce(array_agg(scope), '{}') as scopes from unnest(wanted) as scope
        where scope = 'org' or scope = 'person:' || otklik_person() or scope in (select 'team:' || team from unnest(otklik_teams()) as team)
          or scope in (select 'team:' || team || ':supervisors' from unnest(otklik_supervised()) as team)
          or exists (select from client_owners as owner where owner.tenant = otklik_tenant() and owner.person = otklik_person() and scope = 'client:' || owner.client)
      )
      select entry.seq, (select jsonb_object_agg(scope, entry.parts -> scope) from unnest(own.scopes) as scope where jsonb_exists(entry.parts, scope))
      from own, change_log as entry
      where entry.tenant = otklik_tenant() and entry.seq > after and entry.seq <= up_to and jsonb_exists_any(entry.parts, own.scopes)
      order by entry.seq limit most;
    end;
  `,
} as const;
