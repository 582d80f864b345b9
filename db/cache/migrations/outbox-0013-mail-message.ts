import type { Migration } from '../../migrate';

/** What the server calls the message of a new mail that was withdrawn there and is written anew; null: as its row says. */
export const mailMessage: Migration = {
  version: 13,
  name: 'mail-message',
  sql: [`alter table new_mails add column "message" text`],
};
