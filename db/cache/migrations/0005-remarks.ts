import type { Migration } from '../../migrate';

/** What supervisors say about cases. Stays empty in the copies of all others. */
export const remarks: Migration = {
  version: 5,
  name: 'remarks',
  sql: [
    `create table remarks ("id" text primary key, "case" text not null, "team" text not null, "author" text not null, "at" integer not null,
      "text" text not null, "version" integer not null) strict`,
    `create index remarks_of_a_case on remarks ("case", "at", "id")`,
  ],
};
