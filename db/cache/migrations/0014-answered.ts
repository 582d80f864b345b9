import type { Migration } from '../../migrate';

/** Which answer is the newest, so that nobody answers past one of which they do not know. */
export const answered: Migration = {
  version: 14,
  name: 'answered',
  sql: [`alter table conversations add column "answered" text`],
};
