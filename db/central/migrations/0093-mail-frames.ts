/** What stands around the mails of a mailbox, for customers of a language. */
export const mailFrames = {
  version: 93,
  name: '0093-mail-frames',
  sql: `
    create table mail_frames (
      tenant text not null references tenants, channel text not null, language text not null, greeting text not null, closing text not null, primary key (tenant, channel, language)
    );
    alter table mail_frames enable row level security;
    create policy server on mail_frames to otklik_server using (true) with check (true);
    grant select, insert, update, delete on mail_frames to otklik_server;
  `,
} as const;
