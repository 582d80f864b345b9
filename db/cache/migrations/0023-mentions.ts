import type { Migration } from '../../migrate';

/** Who is named in a note is looked for whenever something changes: among the few notes that name somebody, not among all since the shift began. */
export const mentions: Migration = {
  version: 23,
  name: 'mentions',
  sql: [`drop index messages_notes`, `create index messages_that_mention on messages ("at") where "part" ->> '$.mentions' is not null`],
};
