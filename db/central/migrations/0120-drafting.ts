/** Where a company lets a model outside draft replies. The key is sealed; no person's role sees any of it. */
export const drafting = {
  version: 120,
  name: '0120-drafting',
  sql: `
    create table drafting (tenant text primary key references tenants, base text not null, model text not null, secret text not null);
    alter table drafting enable row level security;
    create policy server on drafting to otklik_server using (true) with check (true);
    grant select, insert, update, delete on drafting to otklik_server;
  `,
} as const;
