import type { Migration } from '../../migrate';

/**
 * `until`: what was sent waits here so long, and may be taken back; `act`: what was done together with it goes back with it.
 * A reply and a note are two drafts. `seen`: the answer that their writer knew of when they began, '' for none.
 */
export const undo: Migration = {
  version: 7,
  name: 'undo',
  sql: [
    `alter table held add column "until" integer`,
    `alter table held add column "act" text`,
    `alter table returned add column "mail" text`,
    `alter table returned add column "seen" text`,
    `create table drafts_by_mode ("conversation" text not null, "mode" text not null, "text" text not null, "at" integer not null, "team" text, "mail" text, "seen" text,
      primary key ("conversation", "mode")) strict`,
    `insert into drafts_by_mode select "conversation", "mode", "text", "at", "team", "mail", null from drafts`,
    `drop table drafts`,
    `alter table drafts_by_mode rename to drafts`,
  ],
};
