/**
 * What only the chat widget knows: the pages that may carry it, whose conversation is whose, and the browser's name of each
 * line. A channel without a row in chat_sites serves the server's own pages only.
 */
export const chat = {
  version: 20,
  name: '0020-chat',
  sql: `
    create table chat_sites (
      tenant text not null,
      channel text not null,
      origins jsonb not null,
      primary key (tenant, channel)
    );
    create table chat_threads (
      tenant text not null,
      conversation text not null,
      visitor text not null,
      primary key (tenant, conversation)
    );
    create index chat_threads_by_visitor on chat_threads (tenant, visitor);
    create table chat_lines (
      tenant text not null,
      message text not null,
      line text not null,
      primary key (tenant, message)
    );
  `,
} as const;
