import type { Migration } from '../../migrate';

/** The team of the conversation that a draft is about: where that team's rows leave this computer, the draft does. */
export const draftTeam: Migration = {
  version: 5,
  name: 'draft-team',
  sql: [`alter table drafts add column "team" text`],
};
