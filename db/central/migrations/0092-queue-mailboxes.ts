/** From which mailbox of its team a queue writes. */
export const queueMailboxes = {
  version: 92,
  name: '0092-queue-mailboxes',
  sql: `
    create table queue_mailboxes (
      tenant text not null references tenants, queue text not null, channel text not null, primary key (tenant, queue)
    );
    alter table queue_mailboxes enable row level security;
    create policy server on queue_mailboxes to otklik_server using (true) with check (true);
    grant select, insert, update, delete on queue_mailboxes to otklik_server;
  `,
} as const;
