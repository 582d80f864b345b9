/** How soon a case wants to be looked at, what it is tagged with, and which one wakes next. */
export const sortedCases = {
  version: 100,
  name: '0100-sorted-cases',
  sql: `
    alter table cases add column priority text not null default 'normal', add column tags jsonb not null default '[]';
    create index cases_to_wake on cases (((state->>'until')::bigint)) where state->>'status' = 'snoozed';
  `,
} as const;
