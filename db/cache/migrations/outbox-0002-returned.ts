import type { Migration } from '../../migrate';

/** Texts that the server refused: they wait here until a composer has taken them in. */
export const returned: Migration = {
  version: 2,
  name: 'returned',
  sql: [`create table returned ("id" text primary key, "conversation" text not null, "mode" text not null, "text" text not null, "at" integer not null) strict`],
};
