/** What came in through the channels: each key once, the bytes of attachments, and the numbers of cases. */
export const intake = {
  version: 10,
  name: '0010-intake',
  sql: `
    create table inbound_keys (
      tenant text not null,
      channel text not null,
      key text not null,
      conversation text not null,
      message text not null,
      at bigint not null,
      primary key (tenant, channel, key)
    );
    create table attachments (
      tenant text not null,
      id text not null,
      message text not null,
      sha256 text not null,
      bytes bytea not null,
      primary key (tenant, id)
    );
    create index attachments_by_message on attachments (tenant, message);
    create table case_numbers (
      tenant text primary key,
      last bigint not null
    );
  `,
} as const;
