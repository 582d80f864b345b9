import type { Migration } from '../../migrate';

/** About whom it is, where no conversation says it: its words leave with them. */
export const noticeCustomer: Migration = {
  version: 11,
  name: 'notice-customer',
  sql: [`alter table notices add column "customer" text`],
};
