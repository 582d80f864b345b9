import type { Migration } from '../../migrate';

/** What is precious on this computer: intents that the server has not confirmed, drafts, and what the person has to be told. */
export const pending: Migration = {
  version: 1,
  name: 'pending',
  sql: [
    // Numbers are never used twice, also when the newest mutation was confirmed and left the table.
    `create table pending ("id" integer primary key autoincrement, "at" integer not null, "intent" text not null) strict`,
    `create table drafts ("conversation" text primary key, "mode" text not null, "text" text not null, "at" integer not null) strict`,
    `create table notices ("id" text primary key, "at" integer not null, "code" text not null, "about" text, "conversation" text,
      "dismissed" integer not null default 0) strict`,
    `create table client ("one" integer primary key check ("one" = 1), "id" text not null, "registered" integer not null, "clockOffset" integer not null) strict`,
  ],
};
