import type { Migration } from '../../migrate';

/**
 * What became of suggestions, until the server has heard it: no words. Of what was inserted the text stands here, until it is known
 * how much of it was sent; `message`: sent as this, `kept`: with so much of it.
 */
export const suggestions: Migration = {
  version: 9,
  name: 'suggestions',
  sql: [
    `create table suggestion_events ("id" integer primary key, "question" text not null, "key" text not null, "deed" text not null, "event" text not null,
      unique ("question", "key", "deed")) strict`,
    `create table suggestions_inserted ("conversation" text not null, "key" text not null, "text" text not null, "event" text not null, "at" integer not null, "message" text, "kept" real,
      primary key ("conversation", "key")) strict`,
  ],
};
