/** Messages on their way out. `attempt` is the fence: a sender whose lease ran out may not record its result. */
export const deliveries = {
  version: 11,
  name: '0011-deliveries',
  sql: `
    create table deliveries (
      id bigint generated always as identity primary key,
      tenant text not null,
      message text not null,
      conversation text not null,
      kind text not null,
      state text not null check (state in ('waiting', 'held', 'sent', 'failed')),
      attempt int not null default 0,
      "since" bigint not null,
      "dueAt" bigint not null,
      "leaseUntil" bigint not null default 0,
      detail text not null default '',
      unique (tenant, message)
    );
    create index deliveries_due on deliveries ("dueAt") where state = 'waiting';
    create index deliveries_order on deliveries (conversation, id) where state = 'waiting';
  `,
} as const;
