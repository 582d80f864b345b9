/**
 * Messengers that channels are connected to: what lies sealed beside each, how far it was heard, which conversation is with whom,
 * and by which name a message is known there. One server process listens to a messenger at a time, under a lease.
 */
export const messengers = {
  version: 70,
  name: '0070-messengers',
  sql: `
    create table messengers (
      tenant text not null references tenants, channel text not null, kind text not null, account text not null, secret text not null,
      "cursor" text, state text not null default 'waiting', "stateAt" bigint not null, change int not null default 1,
      holder text, "leaseUntil" bigint not null default 0,
      primary key (tenant, channel)
    );
    create unique index messengers_by_account on messengers (kind, account) where kind <> 'connect';
    create unique index messengers_by_channel on messengers (channel);
    create table messenger_threads (
      tenant text not null references tenants, conversation text not null, channel text not null, address text not null, "lastInboundAt" bigint not null,
      primary key (tenant, conversation)
    );
    create table messenger_messages (
      tenant text not null references tenants, channel text not null, "external" text not null, message text not null, part int,
      primary key (tenant, channel, "external")
    );
    create index messenger_messages_by_message on messenger_messages (tenant, message);

    alter table messengers enable row level security;
    alter table messenger_threads enable row level security;
    alter table messenger_messages enable row level security;
    create policy server on messengers to otklik_server using (true) with check (true);
    create policy server on messenger_threads to otklik_server using (true) with check (true);
    create policy server on messenger_messages to otklik_server using (true) with check (true);
    grant select, insert, update, delete on messengers, messenger_threads, messenger_messages to otklik_server;
  `,
} as const;
