import type { Migration } from '../../migrate';

/** What people say that they do, one's own days, and what comes of cases. */
export const shift: Migration = {
  version: 12,
  name: 'shift',
  sql: [
    `create table agent_states ("id" text primary key, "state" text not null, "since" integer not null, "next" text, "version" integer not null) strict`,
    `create table agent_days ("id" text primary key, "person" text not null, "date" text not null, "handled" integer not null, "answered" integer not null,
      "firstResponse" integer, "rated" integer not null, "satisfied" integer not null, "spent" text not null, "upTo" integer not null, "version" integer not null) strict`,
    `create index agent_days_of_a_person on agent_days ("person", "date")`,
    `create table dispositions ("id" text primary key, "queue" text, "code" text not null, "title" text not null, "fields" text not null, "place" integer not null,
      "version" integer not null) strict`,
    `alter table queues add column "asksOutcome" integer not null default 0`,
    `alter table cases add column "outcome" text`,
    `create index messages_that_count on messages ("at") where "part" ->> '$.kind' in ('event', 'outbound')`,
    `create index messages_notes on messages ("at") where "part" ->> '$.kind' = 'note'`,
  ],
};
