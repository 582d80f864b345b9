import type { Migration } from '../../migrate';

const sqlNewest = `select messages."id" from conversations join messages on messages."conversation" = conversations."id"
  where conversations."case" = cases."id" and messages."part" ->> '$.kind' = 'inbound' order by messages."at" desc, messages."id" desc limit 1`;

/**
 * Which message of the customer is the newest in a case. A copy of before was not told of those that it holds: they are fetched anew.
 * Until then the newest that it shows stands there, for who works without a road: naming none, they would be taken for not having read it.
 */
export const heard: Migration = {
  version: 24,
  name: 'heard',
  sql: [
    `alter table cases add column "heard" text`,
    `update cases set "heard" = (${sqlNewest})`,
    `update images set "row" = json_insert("row", '$[#]', (select cases."heard" from cases where cases."id" = images."id"))
      where "tableName" = 'cases' and json_array_length("row") = 15`,
    `update copy set "epoch" = ''`,
  ],
};
