/**
 * Mailboxes that channels are connected to: how they are reached, what lies sealed beside it, and how far each was read. One server
 * process reads a mailbox at a time, under a lease.
 */
export const mailboxes = {
  version: 60,
  name: '0060-mailboxes',
  sql: `
    create table mailboxes (
      tenant text not null references tenants, channel text not null, address text not null, settings jsonb not null, secret text not null,
      "since" bigint not null, validity text, uid bigint not null default 0,
      state text not null default 'waiting', "stateAt" bigint not null,
      change int not null default 1, holder text, "leaseUntil" bigint not null default 0,
      primary key (tenant, channel)
    );
    alter table mailboxes enable row level security;
    create policy server on mailboxes to otklik_server using (true) with check (true);
    grant select, insert, update, delete on mailboxes to otklik_server;
  `,
} as const;
