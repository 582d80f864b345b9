/** The origins on whose pages the tag of a chat was seen, and when last. */
export const chatPages = {
  version: 95,
  name: '0095-chat-pages',
  sql: `
    create table chat_pages (tenant text not null references tenants, channel text not null, origin text not null, at bigint not null, primary key (tenant, channel, origin));
    alter table chat_pages enable row level security;
    create policy server on chat_pages to otklik_server using (true) with check (true);
    grant select, insert, update, delete on chat_pages to otklik_server;
  `,
} as const;
