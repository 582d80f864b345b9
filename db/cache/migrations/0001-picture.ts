import type { Migration } from '../../migrate';

/** The agent's copy: replicated tables in the order of the contract's columns, and what the desk keeps beside them. */
export const picture: Migration = {
  version: 1,
  name: 'picture',
  sql: [
    `create table teams ("id" text primary key, "name" text not null, "version" integer not null) strict`,
    `create table people ("id" text primary key, "name" text not null, "roles" text not null, "teams" text not null, "version" integer not null) strict`,
    `create table queues ("id" text primary key, "team" text not null, "name" text not null, "version" integer not null) strict`,
    `create table channels ("id" text primary key, "kind" text not null, "name" text not null, "address" text not null, "queue" text not null,
      "version" integer not null) strict`,
    `create table customers ("id" text primary key, "name" text not null, "company" text, "city" text, "language" text, "since" integer not null,
      "facts" text not null, "version" integer not null, "searchText" text not null) strict`,
    `create table identities ("id" text primary key, "customer" text not null, "kind" text not null, "value" text not null, "version" integer not null) strict`,
    `create table cases ("id" text primary key, "number" integer not null, "customer" text not null, "team" text not null, "topic" text not null,
      "state" text not null, "owner" text, "previous" text, "openedAt" integer not null, "version" integer not null) strict`,
    `create table conversations ("id" text primary key, "case" text not null, "customer" text not null, "team" text not null, "queue" text not null,
      "channel" text not null, "kind" text not null, "subject" text not null, "assignee" text, "fence" integer not null, "openedAt" integer not null,
      "lastMessageAt" integer not null, "preview" text not null, "previewFrom" text not null, "unread" integer not null, "firstResponse" text not null,
      "version" integer not null, "searchText" text not null, "finished" integer not null default 0) strict`,
    `create table messages ("id" text primary key, "conversation" text not null, "team" text not null, "at" integer not null, "part" text not null,
      "text" text not null, "html" text, "attachments" text not null, "version" integer not null) strict`,
    `create table clients ("id" text primary key, "lastMutation" integer not null, "version" integer not null) strict`,
    `create table refusals ("id" text primary key, "client" text not null, "mutation" integer not null, "name" text not null, "code" text not null,
      "version" integer not null) strict`,

    // Where this copy stands and whose it is.
    `create table copy ("one" integer primary key check ("one" = 1), "person" text not null, "epoch" text not null, "cursor" integer not null) strict`,
    // The confirmed image of every row that a pending mutation touched, as an array in the order of columns; null: it was not there.
    `create table images ("tableName" text not null, "id" text not null, "row" text, primary key ("tableName", "id")) strict`,

    `create index conversations_of_an_owner on conversations ("finished", "assignee", "lastMessageAt")`,
    `create index conversations_by_time on conversations ("finished", "lastMessageAt")`,
    `create index conversations_of_a_case on conversations ("case")`,
    `create index conversations_of_a_customer on conversations ("customer", "openedAt")`,
    `create index messages_of_a_conversation on messages ("conversation", "at", "id")`,
    `create index identities_of_a_customer on identities ("customer")`,
    `create index identities_by_value on identities ("value")`,
    `create index cases_by_number on cases ("number")`,

    // Whether a conversation is finished stands in its case; lists need it beside the order.
    `create trigger conversation_finished after insert on conversations begin
      update conversations set "finished" = coalesce((select "state" ->> '$.status' in ('resolved', 'closed') from cases where "id" = new."case"), 0)
      where "id" = new."id"; end`,
    `create trigger case_started after insert on cases begin
      update conversations set "finished" = new."state" ->> '$.status' in ('resolved', 'closed') where "case" = new."id"; end`,
    `create trigger case_changed after update of "state" on cases when new."state" <> old."state" begin
      update conversations set "finished" = new."state" ->> '$.status' in ('resolved', 'closed') where "case" = new."id"; end`,

    `create virtual table conversation_words using fts5("searchText", content = 'conversations', prefix = '2 3', detail = 'column')`,
    `create trigger conversation_words_added after insert on conversations begin
      insert into conversation_words (rowid, "searchText") values (new.rowid, new."searchText"); end`,
    `create trigger conversation_words_changed after update of "searchText" on conversations when new."searchText" <> old."searchText" begin
      insert into conversation_words (conversation_words, rowid, "searchText") values ('delete', old.rowid, old."searchText");
      insert into conversation_words (rowid, "searchText") values (new.rowid, new."searchText"); end`,
    `create trigger conversation_words_removed after delete on conversations begin
      insert into conversation_words (conversation_words, rowid, "searchText") values ('delete', old.rowid, old."searchText"); end`,
    `create virtual table customer_words using fts5("searchText", content = 'customers', prefix = '2 3', detail = 'column')`,
    `create trigger customer_words_added after insert on customers begin
      insert into customer_words (rowid, "searchText") values (new.rowid, new."searchText"); end`,
    `create trigger customer_words_changed after update of "searchText" on customers when new."searchText" <> old."searchText" begin
      insert into customer_words (customer_words, rowid, "searchText") values ('delete', old.rowid, old."searchText");
      insert into customer_words (rowid, "searchText") values (new.rowid, new."searchText"); end`,
    `create trigger customer_words_removed after delete on customers begin
      insert into customer_words (customer_words, rowid, "searchText") values ('delete', old.rowid, old."searchText"); end`,
  ],
};
