import type { Migration } from '../../migrate';

/** To whom a conversation is offered; the view of a person finds those that wait for their answer, and who offered hears how it ended. */
export const offers: Migration = {
  version: 17,
  name: 'offers',
  sql: [
    `alter table conversations add column "offer" text`,
    `create index conversations_offered on conversations ("offer" ->> '$.to') where "offer" is not null and "offer" ->> '$.ended' is null`,
    `create index conversations_offered_by on conversations ("offer" ->> '$.by', "offer" ->> '$.ended.at') where "offer" ->> '$.by' is not null`,
  ],
};
