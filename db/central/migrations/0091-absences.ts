/** When a person is away, and what is said meanwhile to whoever writes to them. */
export const absences = {
  version: 91,
  name: '0091-absences',
  sql: `
    create table absences (
      tenant text not null references tenants, person text not null, "from" bigint not null, until bigint not null, text text not null, primary key (tenant, person)
    );
    alter table absences enable row level security;
    create policy server on absences to otklik_server using (true) with check (true);
    grant select, insert, update, delete on absences to otklik_server;
  `,
} as const;
