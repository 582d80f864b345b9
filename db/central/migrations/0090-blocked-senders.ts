/** Whose mails are spam: an address, one whose sender was not confirmed (`[a@b]`), or everybody of a domain (`@b`). */
export const blockedSenders = {
  version: 90,
  name: '0090-blocked-senders',
  sql: `
    create table blocked_senders (
      tenant text not null references tenants, sender text not null, person text not null, at bigint not null, primary key (tenant, sender)
    );
    create index cases_of_spam on cases (tenant) where state->>'spam' is not null;
    alter table blocked_senders enable row level security;
    create policy server on blocked_senders to otklik_server using (true) with check (true);
    grant select, insert, update, delete on blocked_senders to otklik_server;
  `,
} as const;
