import type { Migration } from '../../migrate';

/** A version before was told less of cases and customers, and nothing of macros and articles: all of it is fetched anew. No history has no name. */
export const wholeDesk: Migration = {
  version: 7,
  name: 'whole desk',
  sql: [`update copy set "epoch" = ''`],
};
