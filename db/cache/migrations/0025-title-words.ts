import type { Migration } from '../../migrate';
import { sqlNumber } from './0008-search';

/** The kind of messages, and their numbers. */
const sqlMessages = '4';
const sqlNumbers = `between ${4 * 2 ** 48} and ${5 * 2 ** 48 - 1}`;
const sqlOf = '(select "number" from searched where "id" = new."id")';
const sqlEnd = Number.MAX_SAFE_INTEGER;
const titled = ['customers', 'identities', 'conversations', 'articles'];

const sqlPut = (sqlIndex: string, sqlWhich: string): string =>
  `insert into ${sqlIndex} (rowid, "facts", "who", "title", "body") select "number", new."facts", new."who", new."title", new."body" from searched where "id" = new."id" and ${sqlWhich};`;

/**
 * What is not a message has an index of its own. The beginning of a word costs as much as there are rows in the index that have it: asked
 * of customers, articles and conversations, it cost three times what it cost of the messages, which nobody asked for.
 */
export const titleWords: Migration = {
  version: 25,
  name: 'title-words',
  sql: [
    `create virtual table title_words using fts5("facts", "who", "title", "body", content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '2 3')`,
    `create virtual table title_terms using fts5vocab('title_words', 'row')`,
    // Whether there is a word that begins so, without counting where it stands.
    `create virtual table word_places using fts5vocab('words', 'instance')`,
    `create virtual table title_places using fts5vocab('title_words', 'instance')`,

    `drop trigger indexed`,
    `create trigger indexed instead of insert on indexing begin
      delete from words where new."kind" = ${sqlMessages} and rowid = ${sqlOf};
      delete from title_words where new."kind" <> ${sqlMessages} and rowid = ${sqlOf};
      insert into searched ("number", "id", "mark") values (${sqlNumber}, new."id", new."mark") on conflict ("id") do update set "mark" = excluded."mark";
      ${sqlPut('words', `new."kind" = ${sqlMessages}`)}
      ${sqlPut('title_words', `new."kind" <> ${sqlMessages}`)} end`,
    ...titled.flatMap((sqlSource) => [
      `drop trigger ${sqlSource}_forgotten`,
      `create trigger ${sqlSource}_forgotten after delete on ${sqlSource} begin
        delete from title_words where rowid = (select "number" from searched where "id" = old."id");
        delete from searched where "id" = old."id"; end`,
      `update filling set "below" = ${sqlEnd}, "above" = 0 where "source" = '${sqlSource}'`,
    ]),

    `delete from words where rowid not ${sqlNumbers}`,
    `delete from searched where "number" not ${sqlNumbers}`,
  ],
};
