import type { Migration } from '../../migrate';

/** Mails that begin a conversation. `until`: null while one is written; then it waits so long, and may be taken back. `asked`: the server may have it. */
export const newMails: Migration = {
  version: 12,
  name: 'new-mails',
  sql: [`create table new_mails ("id" text primary key, "at" integer not null, "mail" text not null, "until" integer, "asked" integer not null) strict`],
};
