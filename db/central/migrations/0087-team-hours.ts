/** When a team works; none: always. */
export const teamHours = {
  version: 87,
  name: '0087-team-hours',
  sql: `
    create table team_hours (tenant text not null references tenants, team text not null, hours jsonb not null, primary key (tenant, team));
    alter table team_hours enable row level security;
    create policy server on team_hours to otklik_server using (true) with check (true);
    grant select, insert, update, delete on team_hours to otklik_server;
  `,
} as const;
