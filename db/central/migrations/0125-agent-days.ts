/** What each person did on each day: for themselves alone. */
export const agentDays = {
  version: 125,
  name: '0125-agent-days',
  sql: `
    create table agent_days (
      tenant text not null references tenants, id text not null, person text not null, date text not null, handled bigint not null, answered bigint not null,
      "firstResponse" bigint, rated bigint not null, satisfied bigint not null, spent jsonb not null, "upTo" bigint not null, version bigint not null, primary key (tenant, id)
    );
    create index agent_days_of_a_person on agent_days (tenant, person, date);
    create index messages_that_count on messages (tenant, at) where part->>'kind' = 'event' and part->'event'->>'type' in ('resolved', 'rated');

    alter table agent_days enable row level security;
    create policy server on agent_days to otklik_server using (true) with check (true);
    grant select, insert, update, delete on agent_days to otklik_server;
    create policy person_reads on agent_days for select to otklik_person using (tenant = (select otklik_tenant()) and person = (select otklik_person()));
    grant select on agent_days to otklik_person;
  `,
} as const;
