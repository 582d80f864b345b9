/** Which answer is the newest, so that nobody answers past one of which they do not know. */
export const answered = {
  version: 129,
  name: '0129-answered',
  sql: `alter table conversations add column answered text;`,
} as const;
