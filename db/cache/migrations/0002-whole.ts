import type { Migration } from '../../migrate';

/** What the copy holds of the past beyond its window. */
export const whole: Migration = {
  version: 2,
  name: 'whole',
  sql: [
    // Customers whose every contact is here, and conversations whose every message is: the server has no older ones.
    `create table whole ("id" text primary key) strict`,

    // A conversation whose case is not here is one of the past: it must not count as waiting for somebody.
    `drop trigger conversation_finished`,
    `create trigger conversation_finished after insert on conversations begin
      update conversations set "finished" = coalesce((select "state" ->> '$.status' in ('resolved', 'closed') from cases where "id" = new."case"), 1)
      where "id" = new."id"; end`,
    `update conversations set "finished" = 1 where "case" not in (select "id" from cases)`,
  ],
};
