/**
 * What visitors think of a conversation that ended: one rating for each time that it did. `closing` is the event of the end, `message` the
 * one of the rating, whose text is the comment; `person`: who ended it.
 */
export const chatRatings = {
  version: 96,
  name: '0096-chat-ratings',
  sql: `
    create table chat_ratings (
      tenant text not null references tenants, closing text not null, conversation text not null, message text not null, person text not null,
      score int not null check (score between 1 and 5), at bigint not null, "changedAt" bigint not null, primary key (tenant, closing)
    );
    create index chat_ratings_by_moment on chat_ratings (tenant, at);
    alter table chat_ratings enable row level security;
    create policy server on chat_ratings to otklik_server using (true) with check (true);
    grant select, insert, update, delete on chat_ratings to otklik_server;
  `,
} as const;
