/**
 * What teams see of each other's contacts with a customer they both know: that there was one, and how it ended. A case is called by
 * the subject of its mail, or by a customer's first words where it began in a chat: those no other team reads.
 */
export const contactStubs = {
  version: 106,
  name: '0106-contact-stubs',
  sql: `
    alter table tenants add column "sharesContacts" boolean not null default true;

    create function otklik_contact_stubs(of_customer text, most bigint) returns table (id text, at bigint, channel text, team text, topic text, status text)
      language sql stable security definer
    begin atomic
      select 'stub-' || md5(talk.tenant || talk.id), talk."lastMessageAt", talk.kind, talk.team, case when talk.kind = 'email' and owning.topic = talk.subject then talk.subject else '' end, owning.state ->> 'status'
      from conversations as talk join cases as owning on owning.tenant = talk.tenant and owning.id = talk."case"
      where talk.tenant = otklik_tenant() and talk.customer = of_customer and talk.team <> all (otklik_teams())
        and owning.state ->> 'spam' is null
        and exists (select from tenants where tenants.id = talk.tenant and "sharesContacts")
        and exists (select from customer_teams as known where known.tenant = talk.tenant and known.customer = of_customer and known.team = any (otklik_teams()))
      order by talk."lastMessageAt" desc limit most;
    end;
    revoke execute on function otklik_contact_stubs(text, bigint) from public;
    grant execute on function otklik_contact_stubs(text, bigint) to otklik_server, otklik_person;
  `,
} as const;
