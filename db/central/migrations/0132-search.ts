/**
 * The words of messages, for whoever looks for what copies do not hold. They are read out of the texts by the server, which makes of a
 * word what a desk makes of it; what waits for that stands in `unsearched_messages`, without a foreign key: one that is looked up for
 * each of ten thousand rows, by a plan made when the table was small, takes the square of them. Under row-level security an index of words
 * cannot be used by a person's own query: `otklik_search` asks it for them, within their teams.
 */
export const search = {
  version: 132,
  name: '0132-search',
  sql: `
    create table message_words (
      tenant text not null, message text not null, at bigint not null, words tsvector not null, primary key (tenant, message),
      foreign key (tenant, message) references messages (tenant, id) on delete cascade
    );
    create index message_words_by_word on message_words using gin (words);
    create table unsearched_messages (tenant text not null, message text not null, primary key (tenant, message));
    insert into unsearched_messages (tenant, message) select tenant, id from messages;

    create function otklik_unsearched() returns trigger language plpgsql security definer set search_path from current as $$
      begin
        insert into unsearched_messages (tenant, message) values (new.tenant, new.id) on conflict do nothing;
        return null;
      end $$;
    revoke execute on function otklik_unsearched() from public;
    create function otklik_unsearched_all() returns trigger language plpgsql security definer set search_path from current as $$
      begin
        insert into unsearched_messages (tenant, message) select tenant, id from arrived on conflict do nothing;
        return null;
      end $$;
    revoke execute on function otklik_unsearched_all() from public;
    create trigger message_unsearched after insert on messages referencing new table as arrived for each statement execute function otklik_unsearched_all();
    create trigger message_changed after update of text on messages for each row when (new.text is distinct from old.text) execute function otklik_unsearched();

    alter table message_words enable row level security;
    create policy server on message_words to otklik_server using (true) with check (true);
    grant select, insert, update, delete on message_words to otklik_server;
    alter table unsearched_messages enable row level security;
    create policy server on unsearched_messages to otklik_server using (true) with check (true);
    grant select, insert, update, delete on unsearched_messages to otklik_server;

    create function otklik_search(asked tsquery, from_at bigint, to_at bigint, most bigint) returns table (message text)
      language sql stable security definer
    begin atomic
      select known.message from message_words as known join messages as own on own.tenant = known.tenant and own.id = known.message
      where known.tenant = otklik_tenant() and own.team = any (otklik_teams()) and known.words @@ asked and known.at >= from_at and known.at < to_at
      order by known.at desc, known.message limit most;
    end;
    revoke execute on function otklik_search(tsquery, bigint, bigint, bigint) from public;
    grant execute on function otklik_search(tsquery, bigint, bigint, bigint) to otklik_person;
  `,
} as const;
