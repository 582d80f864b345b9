/** The bot of a company: as whom it speaks, what it was taught, and where it is in each conversation that it holds or held. */
export const bots = {
  version: 71,
  name: '0071-bots',
  sql: `
    create table bots (tenant text primary key references tenants, person text not null, plan jsonb not null, change int not null default 1);
    create table bot_talks (tenant text not null references tenants, conversation text not null, state jsonb not null, primary key (tenant, conversation));

    alter table bots enable row level security;
    alter table bot_talks enable row level security;
    create policy server on bots to otklik_server using (true) with check (true);
    create policy server on bot_talks to otklik_server using (true) with check (true);
    grant select, insert, update, delete on bots, bot_talks to otklik_server;
  `,
} as const;
