/**
 * Whom other systems asked to be told, how far the log was read for them, and what they have to be told. What the log says becomes
 * deliveries in the transaction that moves the feed: none can be lost or come twice.
 */
export const webhooks = {
  version: 68,
  name: '0068-webhooks',
  sql: `
    create table webhooks (
      tenant text not null references tenants, id text not null, url text not null, events jsonb not null, secret text not null,
      state text not null check (state in ('on', 'off')), reason text, "failingSince" bigint, "madeBy" text not null, "madeAt" bigint not null, primary key (tenant, id)
    );
    create table webhook_feeds (tenant text primary key references tenants, seq bigint not null);
    create table webhook_deliveries (
      tenant text not null references tenants, id text not null, webhook text not null, seq bigint not null, type text not null, body text not null,
      state text not null check (state in ('waiting', 'sent', 'failed')), attempt int not null default 0, at bigint not null, "triedAt" bigint,
      "dueAt" bigint not null default 0, "leaseUntil" bigint not null default 0, status int, detail text not null default '', primary key (tenant, id)
    );
    create index webhook_deliveries_due on webhook_deliveries (tenant, webhook, "dueAt", seq) where state = 'waiting';
    create index webhook_deliveries_by_webhook on webhook_deliveries (tenant, webhook, at desc);
    alter table webhooks enable row level security;
    alter table webhook_feeds enable row level security;
    alter table webhook_deliveries enable row level security;
    create policy server on webhooks to otklik_server using (true) with check (true);
    create policy server on webhook_feeds to otklik_server using (true) with check (true);
    create policy server on webhook_deliveries to otklik_server using (true) with check (true);
    grant select, insert, update, delete on webhooks, webhook_feeds, webhook_deliveries to otklik_server;
  `,
} as const;
