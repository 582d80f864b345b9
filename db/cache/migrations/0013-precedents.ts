import type { Migration } from '../../migrate';

/**
 * Questions of finished conversations with the answers that they got, for suggested replies. Made from the copy by the desk, in
 * slices; whatever takes a conversation off this computer takes these with it.
 */
export const precedents: Migration = {
  version: 13,
  name: 'precedents',
  sql: [
    `create table precedents ("id" integer primary key, "conversation" text not null, "team" text not null, "question" text not null, "stems" text not null,
      "reply" text not null, "answer" text, "at" integer not null) strict`,
    `create index precedents_of_a_conversation on precedents ("conversation")`,
    `create index precedents_of_an_answer on precedents ("answer")`,
    `create virtual table precedent_words using fts5("stems", content = 'precedents', content_rowid = 'id', detail = 'none')`,
    `create virtual table precedent_terms using fts5vocab('precedent_words', 'row')`,
    `create trigger precedent_added after insert on precedents begin
      insert into precedent_words (rowid, "stems") values (new."id", new."stems"); end`,
    `create trigger precedent_removed after delete on precedents begin
      insert into precedent_words (precedent_words, rowid, "stems") values ('delete', old."id", old."stems"); end`,
    // Which state of a conversation was looked at; the case counts, because it tells whether it ended well.
    `create table precedents_read ("conversation" text primary key, "version" integer not null) strict`,
    `create trigger precedents_forgotten after delete on conversations begin
      delete from precedents where "conversation" = old."id";
      delete from precedents_read where "conversation" = old."id"; end`,
  ],
};
