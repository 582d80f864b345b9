import type { Migration } from '../../migrate';

/** How the company suggests replies: one row. */
export const models: Migration = {
  version: 21,
  name: 'models',
  sql: [
    `create table models ("id" text primary key, "isOn" integer not null, "drafts" integer not null, "weights" text, "accepted" text not null, "learnedAt" integer,
      "version" integer not null) strict`,
  ],
};
