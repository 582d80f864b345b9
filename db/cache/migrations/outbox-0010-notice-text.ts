import type { Migration } from '../../migrate';

/** What was written and refused, where no composer takes it back. */
export const noticeText: Migration = {
  version: 10,
  name: 'notice-text',
  sql: [`alter table notices add column "text" text`],
};
