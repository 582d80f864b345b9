/** Work without the server's word, and sign-in by somebody else's. Secrets of attempts stand here as hashes, or live for minutes. */
export const outsideAccess = {
  version: 45,
  name: '0045-outside-access',
  sql: `
    alter table tenants add column "offlineDays" int not null default 7 check ("offlineDays" between 1 and 14);
    create table oidc_providers (
      id text primary key, tenant text not null references tenants, name text not null, issuer text not null, client text not null,
      secret text not null, base text not null, unique (tenant, issuer)
    );
    create table oidc_links (
      tenant text not null references tenants, issuer text not null, subject text not null, person text not null,
      "linkedAt" bigint not null, primary key (tenant, issuer, subject)
    );
    create index oidc_links_of_person on oidc_links (tenant, person);
    create table oidc_attempts (
      id text primary key, provider text not null references oidc_providers on delete cascade, challenge text not null, port int not null,
      device text not null, state text not null unique, nonce text not null, verifier text not null, "endsAt" bigint not null,
      step text not null check (step in ('begun', 'called', 'known', 'over')), code text, person text
    );
    create index oidc_attempts_by_end on oidc_attempts ("endsAt");
  `,
} as const;
