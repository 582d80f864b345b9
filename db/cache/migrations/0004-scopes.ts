import type { Migration } from '../../migrate';

/** What the copy was made for, and whether rows were removed whose bytes may still lie in the file. */
export const scopes: Migration = {
  version: 4,
  name: 'scopes',
  sql: [`alter table copy add column "scopes" text not null default '[]'`, `alter table copy add column "unclean" integer not null default 0`],
};
