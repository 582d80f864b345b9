import type { Migration } from '../../migrate';

/** Rows of a minute stand together: newer ones have higher numbers, whatever order they came in. */
const sqlMinute = `new."kind" * ${2 ** 48} + min(max(cast(new."at" / 60000 as integer), 0), ${2 ** 37}) * 1024`;

/** The next number of its minute; where a minute is full (an import), of a day; and then of all. One that is taken is never given. */
export const sqlNumber = `coalesce(
  (select case when max("number") is null then ${sqlMinute} when max("number") < ${sqlMinute} + 1023 then max("number") + 1 end
    from searched where "number" between ${sqlMinute} and ${sqlMinute} + 1023),
  (select case when max("number") < ${sqlMinute} + 1474559 then max("number") + 1 end
    from searched where "number" between ${sqlMinute} and ${sqlMinute} + 1474559),
  (select max("number") + 1 from searched where "number" between new."kind" * ${2 ** 48} and (new."kind" + 1) * ${2 ** 48} - 1))`;

const sqlEnd = Number.MAX_SAFE_INTEGER;
const sources = ['customers', 'identities', 'conversations', 'messages'];

/** The words of everything that search looks through: one index, without a copy of the texts. What `db/cache/search/sources.ts` says of a row. */
export const search: Migration = {
  version: 8,
  name: 'search',
  sql: [
    // Which row has which number in the index, and a mark of what was indexed of it.
    `create table searched ("number" integer primary key, "id" text not null unique, "mark" integer not null) strict`,
    // Words come ready: stems between spaces. "facts" are words that nobody types: who wrote, by which channel, with a file.
    `create virtual table words using fts5("facts", "who", "title", "body", content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '2 3')`,
    `create virtual table vocabulary using fts5vocab('words', 'row')`,

    // Rows that wait to be indexed: those with a rowid from "above" up to, without, "below".
    `create table filling ("source" text primary key, "below" integer not null, "above" integer not null) strict`,
    ...sources.map((sqlSource) => `insert into filling ("source", "below", "above") values ('${sqlSource}', ${sqlEnd}, 0)`),

    // A door into the index: a row that was there is replaced.
    `create view indexing ("id", "kind", "at", "mark", "facts", "who", "title", "body") as select null, null, null, null, null, null, null, null`,
    `create trigger indexed instead of insert on indexing begin
      delete from words where rowid = (select "number" from searched where "id" = new."id");
      insert into searched ("number", "id", "mark") values (${sqlNumber}, new."id", new."mark") on conflict ("id") do update set "mark" = excluded."mark";
      insert into words (rowid, "facts", "who", "title", "body") select "number", new."facts", new."who", new."title", new."body" from searched where "id" = new."id"; end`,
    ...sources.map((sqlSource) => `create trigger ${sqlSource}_forgotten after delete on ${sqlSource} begin
      delete from words where rowid = (select "number" from searched where "id" = old."id");
      delete from searched where "id" = old."id"; end`),
  ],
};
