/** Who may enter. Tokens stand here only as hashes. */
export const access = {
  version: 3,
  name: '0003-access',
  sql: `
    create table accounts (
      tenant text not null references tenants, person text not null, email text not null unique, password text not null,
      disabled boolean not null default false, primary key (tenant, person)
    );
    create table sessions (
      id text primary key, tenant text not null, person text not null, device text not null, "startedAt" bigint not null,
      "endsAt" bigint not null, "usedGeneration" bigint not null, "lastGeneration" bigint not null, revoked text
    );
    create index sessions_by_person on sessions (tenant, person);
    create table refresh_tokens (
      hash text primary key, session text not null references sessions on delete cascade, generation bigint not null
    );
    create index refresh_tokens_by_session on refresh_tokens (session);
    create table sign_in_tries (key text primary key, failures int not null, "blockedUntil" bigint not null);
    create table server_secrets (name text primary key, value text not null);
    insert into server_secrets (name, value)
      values ('access-token', replace(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));
  `,
} as const;
