import type { Migration } from '../../migrate';

/** Which message of the customer is the newest in a case. A copy of before was not told of those that it holds: they are fetched anew. */
export const heard: Migration = {
  version: 24,
  name: 'heard',
  sql: [
    `alter table cases add column "heard" text`,
    `update images set "row" = json_insert("row", '$[#]', null) where "tableName" = 'cases' and json_array_length("row") = 15`,
    `update copy set "epoch" = ''`,
  ],
};
