/** What stands below the mails of a person: from one mailbox, or with an empty channel from all that have none of their own. */
export const signatures = {
  version: 80,
  name: '0080-signatures',
  sql: `
    create table signatures (
      tenant text not null references tenants, person text not null, channel text not null, text text not null, primary key (tenant, person, channel)
    );
    alter table signatures enable row level security;
    create policy server on signatures to otklik_server using (true) with check (true);
    grant select, insert, update, delete on signatures to otklik_server;
  `,
} as const;
