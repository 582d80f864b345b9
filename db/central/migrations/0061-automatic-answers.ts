/** What a channel answers by itself, to whom it did, and the mails that wait to leave. Nobody gets two of a company within a day. */
export const automaticAnswers = {
  version: 61,
  name: '0061-automatic-answers',
  sql: `
    create table automatic_answers (
      tenant text not null references tenants, channel text not null, text text not null, primary key (tenant, channel)
    );
    create table automatic_answers_given (
      tenant text not null references tenants, address text not null, at bigint not null, primary key (tenant, address)
    );
    create index automatic_answers_given_by_time on automatic_answers_given (at);
    create table automatic_mails (
      id bigint generated always as identity primary key, tenant text not null references tenants, channel text not null, conversation text not null,
      address text not null, subject text not null, text text not null, answers text, "references" jsonb not null, at bigint not null,
      attempt int not null default 0, "dueAt" bigint not null default 0
    );
    create index automatic_mails_due on automatic_mails ("dueAt");

    do $$
    declare name text;
    begin
      foreach name in array array['automatic_answers', 'automatic_answers_given', 'automatic_mails'] loop
        execute format('alter table %I enable row level security', name);
        execute format('create policy server on %I to otklik_server using (true) with check (true)', name);
        execute format('grant select, insert, update, delete on %I to otklik_server', name);
      end loop;
    end $$;
  `,
} as const;
