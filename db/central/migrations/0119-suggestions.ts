/**
 * What people did with suggestions, without a word of anybody, told by their desks: each says what is their own, and nobody reads
 * what others did. And what the server learned of it: one row of a company, everybody's to read.
 */
export const suggestions = {
  version: 119,
  name: '0119-suggestions',
  sql: `
    create table suggestion_events (
      tenant text not null references tenants, person text not null, question text not null, key text not null, deed text not null, conversation text not null, team text not null,
      source text not null, place smallint not null, at bigint not null, kept real, reason text, explored boolean not null, evidence jsonb,
      primary key (tenant, person, question, key, deed), foreign key (tenant, conversation) references conversations (tenant, id) on delete cascade
    );
    create index suggestion_events_by_time on suggestion_events (tenant, at);
    create index suggestion_events_of_a_conversation on suggestion_events (tenant, conversation);

    alter table suggestion_events enable row level security;
    create policy server on suggestion_events to otklik_server using (true) with check (true);
    grant select, insert, update, delete on suggestion_events to otklik_server;
    create policy person_reads on suggestion_events for select to otklik_person using (tenant = (select otklik_tenant()) and person = (select otklik_person()));
    create policy person_adds on suggestion_events for insert to otklik_person
      with check (tenant = (select otklik_tenant()) and person = (select otklik_person()) and team = any (otklik_teams()));
    grant select, insert on suggestion_events to otklik_person;

    create table models (
      tenant text not null references tenants, id text not null, "isOn" boolean not null default true, drafts boolean not null default false, weights jsonb, accepted jsonb not null default '[]',
      "learnedAt" bigint, version bigint not null default 1, primary key (tenant, id)
    );
    alter table models enable row level security;
    create policy server on models to otklik_server using (true) with check (true);
    grant select, insert, update, delete on models to otklik_server;
    create policy person_reads on models for select to otklik_person using (tenant = (select otklik_tenant()));
    grant select on models to otklik_person;
  `,
} as const;
