/** When somebody answers in a chat; null: always. */
export const chatHours = {
  version: 76,
  name: '0076-chat-hours',
  sql: `alter table chat_sites add column hours jsonb;`,
} as const;
