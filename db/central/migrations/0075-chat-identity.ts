/** With what a shop's own server signs who a visitor is, sealed; null until an administrator asked for one. */
export const chatIdentity = {
  version: 75,
  name: '0075-chat-identity',
  sql: `alter table chat_sites add column secret text;`,
} as const;
