/**
 * The order of everything. A business transaction adds one row to change_log as its last act, unnumbered; the leader gives
 * committed rows their seq. `parts` maps each scope to the changes that it sees.
 */
export const changeLog = {
  version: 2,
  name: '0002-change-log',
  sql: `
    create table history (single boolean primary key default true check (single), epoch text not null);
    insert into history (epoch) values (gen_random_uuid()::text);
    create table sync_heads (
      tenant text primary key references tenants, seq bigint not null default 0, floor bigint not null default 0
    ) with (fillfactor = 50);
    create table change_log (
      id bigint generated always as identity primary key, tenant text not null, seq bigint, parts jsonb not null, at bigint not null
    );
    create unique index change_log_in_order on change_log (tenant, seq);
    create index change_log_unnumbered on change_log (id) where seq is null;
    create index change_log_by_age on change_log (at);
    create table customer_teams (
      tenant text not null, customer text not null, team text not null, primary key (tenant, customer, team)
    );
    create index customers_of_team on customer_teams (tenant, team);
    create table client_owners (
      tenant text not null, client text primary key, person text not null, "registeredAt" bigint not null
    );
    create table command_results (
      tenant text not null, person text not null, key text not null, command text not null, failure text, at bigint not null,
      primary key (tenant, person, key)
    );
    create index command_results_by_age on command_results (at);
  `,
} as const;
