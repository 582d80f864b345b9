import type { Migration } from '../../migrate';

/** Files of drafts, and intents that have no number yet because their files, or those before them, are not on the server. */
export const files: Migration = {
  version: 4,
  name: 'files',
  sql: [
    `create table draft_files ("place" integer primary key, "conversation" text not null, "hash" text not null, "name" text not null,
      "size" integer not null, "type" text not null, unique ("conversation", "hash")) strict`,
    `create table held ("place" integer primary key, "at" integer not null, "intent" text not null) strict`,
  ],
};
