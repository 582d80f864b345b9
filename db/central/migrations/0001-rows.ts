/** What replicates, one table per table of the contract, each row of one tenant. */
export const rows = {
  version: 1,
  name: '0001-rows',
  sql: `
    create table tenants (id text primary key, name text not null, demonstration boolean not null);
    create table teams (
      tenant text not null references tenants, id text not null, name text not null, version bigint not null,
      primary key (tenant, id)
    );
    create table people (
      tenant text not null references tenants, id text not null, name text not null, roles jsonb not null, teams jsonb not null,
      version bigint not null, primary key (tenant, id)
    );
    create table queues (
      tenant text not null references tenants, id text not null, team text not null, name text not null, version bigint not null,
      primary key (tenant, id)
    );
    create table channels (
      tenant text not null references tenants, id text not null, kind text not null, name text not null, address text not null,
      queue text not null, version bigint not null, primary key (tenant, id)
    );
    create index channels_by_address on channels (kind, address);
    create table customers (
      tenant text not null references tenants, id text not null, name text not null, company text, city text, language text,
      since bigint not null, facts jsonb not null, version bigint not null, primary key (tenant, id)
    );
    create table identities (
      tenant text not null references tenants, id text not null, customer text not null, kind text not null, value text not null,
      version bigint not null, primary key (tenant, id)
    );
    create unique index identities_by_value on identities (tenant, kind, value);
    create index identities_by_customer on identities (tenant, customer);
    create table cases (
      tenant text not null references tenants, id text not null, number bigint not null, customer text not null, team text not null,
      topic text not null, state jsonb not null, owner text, previous text, "openedAt" bigint not null, version bigint not null,
      primary key (tenant, id)
    );
    create unique index cases_by_number on cases (tenant, number);
    create index cases_by_team on cases (tenant, team);
    create index cases_by_customer on cases (tenant, customer);
    create table conversations (
      tenant text not null references tenants, id text not null, "case" text not null, customer text not null, team text not null,
      queue text not null, channel text not null, kind text not null, subject text not null, assignee text, fence bigint not null,
      "openedAt" bigint not null, "lastMessageAt" bigint not null, preview text not null, "previewFrom" text not null,
      unread bigint not null, "firstResponse" jsonb not null, version bigint not null, primary key (tenant, id)
    );
    create index conversations_by_team on conversations (tenant, team, "lastMessageAt");
    create index conversations_by_case on conversations (tenant, "case");
    create index conversations_by_customer on conversations (tenant, customer);
    create table messages (
      tenant text not null references tenants, id text not null, conversation text not null, team text not null, at bigint not null,
      part jsonb not null, text text not null, html text, attachments jsonb not null, version bigint not null,
      primary key (tenant, id)
    );
    create index messages_by_conversation on messages (tenant, conversation, at);
    create table clients (
      tenant text not null references tenants, id text not null, "lastMutation" bigint not null, version bigint not null,
      primary key (tenant, id)
    );
    create table refusals (
      tenant text not null references tenants, id text not null, client text not null, mutation bigint not null, name text not null,
      code text not null, version bigint not null, primary key (tenant, id)
    );
    create index refusals_by_client on refusals (tenant, client);
  `,
} as const;
