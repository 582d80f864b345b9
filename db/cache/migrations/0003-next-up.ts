import type { Migration } from '../../migrate';

/** The queue in the order in which its conversations are due. */
export const nextUp: Migration = {
  version: 3,
  name: 'next-up',
  sql: [
    `create index conversations_next_up on conversations
      ("finished", "assignee", iif("firstResponse" ->> '$.state' = 'running', "firstResponse" ->> '$.dueAt', "lastMessageAt"))`,
  ],
};
