import type { Migration } from '../../migrate';

/** Intents that a version could not read: told to the person, never sent, never thrown away. */
export const aside: Migration = {
  version: 3,
  name: 'set-aside',
  sql: [`create table set_aside ("one" integer primary key, "at" integer not null, "intent" text not null) strict`],
};
