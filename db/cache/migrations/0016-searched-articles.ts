import type { Migration } from '../../migrate';

/** Articles are found by their words, too. */
export const searchedArticles: Migration = {
  version: 16,
  name: 'searched-articles',
  sql: [
    `insert into filling ("source", "below", "above") values ('articles', 9007199254740991, 0)`,
    `create trigger articles_forgotten after delete on articles begin
      delete from words where rowid = (select "number" from searched where "id" = old."id");
      delete from searched where "id" = old."id"; end`,
  ],
};
