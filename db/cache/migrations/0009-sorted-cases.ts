import type { Migration } from '../../migrate';

/**
 * Lists sort and count by what stands in the case: its status, when it wakes, how soon it is wanted. As with `finished`, a
 * conversation carries it, kept by triggers; a conversation whose case is not here is one of the past.
 */
const sqlFromCase = (sqlCase: string): string => `"finished" = ${sqlCase}"state" ->> '$.status' in ('resolved', 'closed'), "status" = ${sqlCase}"state" ->> '$.status',
  "wakeAt" = ${sqlCase}"state" ->> '$.until', "rank" = ${sqlRank(sqlCase)}`;

function sqlRank(sqlCase: string): string {
  return `case ${sqlCase}"priority" when 'urgent' then 0 when 'high' then 1 when 'normal' then 2 else 3 end`;
}

const sqlDue = `iif("firstResponse" ->> '$.state' = 'running', "firstResponse" ->> '$.dueAt', "lastMessageAt" + iif("previewFrom" = 'customer', 0, 10000000000000))`;

export const sortedCases: Migration = {
  version: 9,
  name: 'sorted-cases',
  sql: [
    `alter table cases add column "priority" text not null default 'normal'`,
    `alter table cases add column "tags" text not null default '[]'`,
    `alter table conversations add column "status" text not null default 'closed'`,
    `alter table conversations add column "wakeAt" integer`,
    `alter table conversations add column "rank" integer not null default 2`,
    `update conversations set ("status", "wakeAt") = (select "state" ->> '$.status', "state" ->> '$.until' from cases where "id" = conversations."case")
      where "case" in (select "id" from cases)`,

    `drop trigger conversation_finished`,
    `drop trigger case_started`,
    `drop trigger case_changed`,
    `create trigger conversation_sorted after insert on conversations when exists (select 1 from cases where "id" = new."case") begin
      update conversations set ("finished", "status", "wakeAt", "rank") =
        (select "state" ->> '$.status' in ('resolved', 'closed'), "state" ->> '$.status', "state" ->> '$.until', ${sqlRank('')} from cases where "id" = new."case")
      where "id" = new."id"; end`,
    `create trigger conversation_of_the_past after insert on conversations when not exists (select 1 from cases where "id" = new."case") begin
      update conversations set "finished" = 1 where "id" = new."id"; end`,
    `create trigger case_started after insert on cases begin update conversations set ${sqlFromCase('new.')} where "case" = new."id"; end`,
    `create trigger case_changed after update of "state", "priority" on cases when new."state" <> old."state" or new."priority" <> old."priority" begin
      update conversations set ${sqlFromCase('new.')} where "case" = new."id"; end`,

    `create trigger conversation_joined after update of "case" on conversations when new."case" <> old."case" begin
      update conversations set ("finished", "status", "wakeAt", "rank") =
        (select "state" ->> '$.status' in ('resolved', 'closed'), "state" ->> '$.status', "state" ->> '$.until', ${sqlRank('')} from cases where "id" = new."case")
      where "id" = new."id" and exists (select 1 from cases where "id" = new."case"); end`,

    `create table filters ("id" text primary key, "list" text not null, "version" integer not null) strict`,

    `create index conversations_to_wake on conversations ("finished", "wakeAt") where "wakeAt" is not null`,
    `create index conversations_counted on conversations ("finished", "assignee", "status", "wakeAt", "unread")`,

    // Who waits for us comes before who does not; of the first, whose answer was promised soonest, or who wrote longest ago.
    `drop index conversations_next_up`,
    `create index conversations_next_up on conversations ("finished", "assignee", ${sqlDue})`,
  ],
};
