/**
 * How long nobody has to worry about an agent: one row a person, not one a conversation. Who holds live conversations when this
 * comes has a lease that is over, and keeps them by being heard.
 */
export const leases = {
  version: 41,
  name: '0041-leases',
  sql: `
    create table agent_leases (tenant text not null, person text not null, "until" bigint not null, primary key (tenant, person)) with (fillfactor = 70);
    create index agent_leases_by_end on agent_leases ("until");
    create table lease_watch (single boolean primary key default true check (single), "since" bigint not null, "beatAt" bigint not null);
    insert into lease_watch ("since", "beatAt") values (0, 0);
    create index conversations_live_of_owner on conversations (tenant, assignee) where assignee is not null and kind = 'chat';
    insert into agent_leases (tenant, person, "until")
      select distinct tenant, assignee, 0 from conversations where assignee is not null and kind = 'chat';
  `,
} as const;
