const sqlTenant = 'tenant = (select otklik_tenant())';

/** What other systems tell of orders, and the texts that a company writes once. Each is known by its key in the system that it comes from. */
export const orders = {
  version: 66,
  name: '0066-orders',
  sql: `
    create table orders (
      tenant text not null references tenants, id text not null, key text not null, customer text not null, number text not null, status text not null,
      total bigint, currency text, "placedAt" bigint not null, items jsonb not null, "changedAt" bigint not null, primary key (tenant, id)
    );
    create unique index orders_by_key on orders (tenant, key);
    create index orders_by_customer on orders (tenant, customer);
    create table articles (
      tenant text not null references tenants, id text not null, key text not null, title text not null, text text not null, language text,
      category text, "changedAt" bigint not null, primary key (tenant, id)
    );
    create unique index articles_by_key on articles (tenant, key);
    create table macros (
      tenant text not null references tenants, id text not null, key text not null, title text not null, text text not null, language text,
      "changedAt" bigint not null, primary key (tenant, id)
    );
    create unique index macros_by_key on macros (tenant, key);

    alter table orders enable row level security;
    alter table articles enable row level security;
    alter table macros enable row level security;
    create policy server on orders to otklik_server using (true) with check (true);
    create policy server on articles to otklik_server using (true) with check (true);
    create policy server on macros to otklik_server using (true) with check (true);
    grant select, insert, update, delete on orders, articles, macros to otklik_server;
    -- An order is seen where its customer is.
    create policy person_reads on orders for select to otklik_person using (
      ${sqlTenant} and exists (select from customer_teams as known where known.tenant = orders.tenant and known.customer = orders.customer));
    create policy person_reads on articles for select to otklik_person using (${sqlTenant});
    create policy person_reads on macros for select to otklik_person using (${sqlTenant});
    grant select on orders, articles, macros to otklik_person;
  `,
} as const;
