import type { Migration } from '../../migrate';

/** What the company wrote once, and who found it useful. */
export const knowledge: Migration = {
  version: 11,
  name: 'knowledge',
  sql: [
    `create table macros ("id" text primary key, "title" text not null, "text" text not null, "language" text, "actions" text not null, "teams" text,
      "updatedAt" integer not null, "version" integer not null) strict`,
    `create table articles ("id" text primary key, "title" text not null, "language" text, "audience" text not null, "category" text, "sections" text not null,
      "facts" text not null, "tags" text not null, "owner" text, "reviewAt" integer, "counterpart" text, "revision" integer not null,
      "updatedAt" integer not null, "version" integer not null) strict`,
    `create table votes ("id" text primary key, "article" text not null, "person" text not null, "value" text not null, "at" integer not null,
      "version" integer not null) strict`,
    `create index votes_of_an_article on votes ("article", "value")`,
  ],
};
