import type { Migration } from '../../migrate';

/** What hangs on customers. */
export const cards: Migration = {
  version: 10,
  name: 'cards',
  sql: [
    `alter table customers add column "timezone" text`,
    `alter table customers add column "segments" text not null default '[]'`,
    `alter table customers add column "changes" integer not null default 0`,
    `alter table customers add column "mergedInto" text`,
    `alter table identities add column "preferredAt" integer`,
    `alter table cases add column "related" text not null default '[]'`,
    `alter table cases add column "merged" text`,
    `create table orders ("id" text primary key, "key" text not null, "customer" text not null, "number" text not null, "status" text not null, "total" integer,
      "currency" text, "placedAt" integer not null, "items" text not null, "changedAt" integer not null, "version" integer not null) strict`,
    `create table consents ("id" text primary key, "customer" text not null, "purpose" text not null, "channel" text not null, "word" text not null,
      "at" integer not null, "by" text, "reason" text not null, "version" integer not null) strict`,
    `create table customer_notes ("id" text primary key, "customer" text not null, "author" text not null, "at" integer not null, "text" text not null,
      "pinnedAt" integer, "version" integer not null) strict`,
    `create table customer_changes ("id" text primary key, "customer" text not null, "at" integer not null, "by" text not null, "field" text not null,
      "from" text, "to" text, "version" integer not null) strict`,
    `create table merges ("id" text primary key, "customer" text not null, "other" text not null, "otherName" text not null, "by" text not null,
      "at" integer not null, "moved" text not null, "taken" text not null, "undone" text, "version" integer not null) strict`,
    `create index orders_of_a_customer on orders ("customer", "placedAt", "id")`,
    `create index consents_of_a_customer on consents ("customer", "at")`,
    `create index customer_notes_of_a_customer on customer_notes ("customer", "at", "id")`,
    `create index customer_changes_of_a_customer on customer_changes ("customer", "at")`,
    `create index merges_of_a_customer on merges ("customer", "at")`,
    `create index conversations_of_a_customer_by_time on conversations ("customer", "lastMessageAt", "id")`,
    `create index cases_of_a_customer on cases ("customer", "openedAt")`,

    // Ratings stand among the messages; the timeline of a customer asks for them by their moment.
    `create table ratings ("message" text primary key, "conversation" text not null, "customer" text not null, "at" integer not null, "score" integer not null) strict`,
    `create index ratings_of_a_customer on ratings ("customer", "at", "message")`,
    `create index ratings_of_a_conversation on ratings ("conversation")`,
    `create trigger rating_came after insert on messages when instr(new."part", '"rated"') > 0 and new."part" ->> '$.event.type' = 'rated' begin
      insert into ratings select new."id", new."conversation", "customer", new."at", new."part" ->> '$.event.score' from conversations where "id" = new."conversation"
      on conflict ("message") do update set "at" = excluded."at", "score" = excluded."score"; end`,
    `create trigger rating_changed after update of "part" on messages when instr(new."part", '"rated"') > 0 and new."part" ->> '$.event.type' = 'rated' begin
      update ratings set "at" = new."at", "score" = new."part" ->> '$.event.score' where "message" = new."id"; end`,
    `create trigger rating_left after delete on messages when instr(old."part", '"rated"') > 0 begin delete from ratings where "message" = old."id"; end`,
    `create trigger ratings_pass after update of "customer" on conversations when new."customer" <> old."customer" begin
      update ratings set "customer" = new."customer" where "conversation" = new."id"; end`,

    // Contacts of other teams as the server told them with the history: no row of theirs is here.
    `create table stubs ("id" text primary key, "customer" text not null, "at" integer not null, "kind" text not null, "team" text not null, "topic" text not null,
      "status" text not null) strict`,
    `create index stubs_of_a_customer on stubs ("customer", "at", "id")`,
  ],
};
