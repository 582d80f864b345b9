/** Tokens of programs, as hashes. Each acts for a person, and as far as that person may. Their uses stand apart: they are noted, not decided. */
export const apiTokens = {
  version: 67,
  name: '0067-api-tokens',
  sql: `
    create table api_tokens (
      tenant text not null references tenants, id text not null, name text not null, hash text not null unique, person text not null, scopes jsonb not null,
      "madeBy" text not null, "madeAt" bigint not null, "endsAt" bigint, "revokedAt" bigint, primary key (tenant, id)
    );
    create table api_token_uses (tenant text not null references tenants, token text not null, at bigint not null, primary key (tenant, token));
    alter table api_tokens enable row level security;
    alter table api_token_uses enable row level security;
    create policy server on api_tokens to otklik_server using (true) with check (true);
    create policy server on api_token_uses to otklik_server using (true) with check (true);
    grant select, insert, update, delete on api_tokens, api_token_uses to otklik_server;
    -- The pages of the API go through rows by their ids.
    create index cases_of_customer_by_id on cases (tenant, customer, id);
    create index conversations_of_customer_by_id on conversations (tenant, customer, id);
  `,
} as const;
