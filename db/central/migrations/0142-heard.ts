/** Which message of the customer is the newest in a case, so that nobody puts away what they have not heard. */
export const heard = {
  version: 142,
  name: '0142-heard',
  sql: `alter table cases add column heard text;`,
} as const;
