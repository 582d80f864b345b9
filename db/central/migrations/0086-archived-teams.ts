/** Teams that nobody works in any more. Their past stays where it is, and is seen again when they come back. */
export const archivedTeams = {
  version: 86,
  name: '0086-archived-teams',
  sql: `
    create table archived_teams (tenant text not null references tenants, id text not null, name text not null, at bigint not null, primary key (tenant, id));
    alter table archived_teams enable row level security;
    create policy server on archived_teams to otklik_server using (true) with check (true);
    grant select, insert, update, delete on archived_teams to otklik_server;
  `,
} as const;
