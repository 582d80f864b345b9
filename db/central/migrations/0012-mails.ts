/** Mails as they came, kept whole: the truth behind every cleaned and decoded message, and what threads are found by. */
export const mails = {
  version: 12,
  name: '0012-mails',
  sql: `
    create table mails (
      id bigint generated always as identity primary key,
      tenant text not null,
      channel text not null,
      key text not null,
      conversation text,
      message text,
      "messageId" text,
      "references" jsonb not null,
      sender text,
      nature text not null check (nature in ('personal', 'automatic', 'list', 'bounce', 'unreadable')),
      at bigint not null,
      raw bytea not null,
      unique (tenant, channel, key)
    );
    create index mails_by_message_id on mails (tenant, channel, "messageId");
    create index mails_of_conversation on mails (tenant, conversation, id);
  `,
} as const;
