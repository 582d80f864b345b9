/** When a visitor was sent a conversation by mail; null: not yet. */
export const chatTranscript = {
  version: 77,
  name: '0077-chat-transcript',
  sql: `alter table chat_threads add column "transcriptAt" bigint;`,
} as const;
