/** How the widget of a chat looks; null: as usual. A removed chat serves no page any more; what was said there stays. */
export const chatLook = {
  version: 94,
  name: '0094-chat-look',
  sql: `alter table chat_sites add column look jsonb, add column "removedAt" bigint;`,
} as const;
