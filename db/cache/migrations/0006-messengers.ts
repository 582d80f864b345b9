import type { Migration } from '../../migrate';

/** A version before knew no messengers and was told of chats instead: what it holds of them is fetched anew. No history has no name. */
export const messengers: Migration = {
  version: 6,
  name: 'messengers',
  sql: [`update copy set "epoch" = ''`],
};
