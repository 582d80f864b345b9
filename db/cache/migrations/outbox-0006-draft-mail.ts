import type { Migration } from '../../migrate';

/** Of a draft that is a mail: whom it names, what it forwards, and whether it quotes. Null for one that goes as mails usually go. */
export const draftMail: Migration = {
  version: 6,
  name: 'draft-mail',
  sql: [`alter table drafts add column "mail" text`],
};
