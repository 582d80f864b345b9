/**
 * What an administrator says of a person beside the row that colleagues see: in which language the window greets them, and for one
 * whose account is closed, the roles and teams that they come back to.
 */
export const staff = {
  version: 85,
  name: '0085-staff',
  sql: `alter table accounts add column language text, add column kept jsonb;`,
} as const;
