const sqlTenant = 'tenant = (select otklik_tenant())';

function sqlKnown(table: string): string {
  const sqlTable = table;
  return `${sqlTenant} and exists (select from customer_teams as known where known.tenant = ${sqlTable}.tenant and known.customer = ${sqlTable}.customer)`;
}

/** Seen where its customer is, and kept by whoever may see it. */
function sqlHangsOnCustomer(table: string): string {
  const sqlTable = table;
  return `
    create index ${sqlTable}_by_customer on ${sqlTable} (tenant, customer);
    alter table ${sqlTable} enable row level security;
    create policy server on ${sqlTable} to otklik_server using (true) with check (true);
    grant select, insert, update, delete on ${sqlTable} to otklik_server;
    create policy person_reads on ${sqlTable} for select to otklik_person using (${sqlKnown(table)});
    create policy person_adds on ${sqlTable} for insert to otklik_person with check (${sqlKnown(table)});
    create policy person_changes on ${sqlTable} for update to otklik_person using (${sqlKnown(table)}) with check (${sqlKnown(table)});
    create policy person_removes on ${sqlTable} for delete to otklik_person using (${sqlKnown(table)});
    grant select, insert, update, delete on ${sqlTable} to otklik_person;`;
}

const sqlHanging = ['consents', 'customer_notes', 'customer_changes', 'merges'].map(sqlHangsOnCustomer).join('');
const sqlKnownCustomer = `${sqlTenant} and exists (select from customer_teams as known where known.tenant = customers.tenant and known.customer = customers.id)`;

/** What people keep on a customer's card, and how cases and customers belong together. */
export const cards = {
  version: 105,
  name: '0105-cards',
  sql: `
    alter table customers add column timezone text, add column segments jsonb not null default '[]', add column changes bigint not null default 0, add column "mergedInto" text;
    alter table identities add column "preferredAt" bigint;
    alter table orders add column version bigint not null default 1;
    alter table cases add column related jsonb not null default '[]', add column merged jsonb;

    create table consents (
      tenant text not null references tenants, id text not null, customer text not null, purpose text not null, channel text not null, word text not null,
      at bigint not null, "by" text, reason text not null, version bigint not null, primary key (tenant, id)
    );
    create table customer_notes (
      tenant text not null references tenants, id text not null, customer text not null, author text not null, at bigint not null, text text not null,
      "pinnedAt" bigint, version bigint not null, primary key (tenant, id)
    );
    create table customer_changes (
      tenant text not null references tenants, id text not null, customer text not null, at bigint not null, "by" text not null, field text not null,
      "from" text, "to" text, version bigint not null, primary key (tenant, id)
    );
    create table merges (
      tenant text not null references tenants, id text not null, customer text not null, other text not null, "otherName" text not null, "by" text not null,
      at bigint not null, moved jsonb not null, taken jsonb not null, undone jsonb, version bigint not null, primary key (tenant, id)
    );
    ${sqlHanging}

    -- Which rows a merge moved. Nobody's copy needs it.
    create table merge_moves (
      tenant text not null references tenants, merge text not null, "table" text not null, id text not null, primary key (tenant, merge, "table", id)
    );
    alter table merge_moves enable row level security;
    create policy server on merge_moves to otklik_server using (true) with check (true);
    grant select, insert, update, delete on merge_moves to otklik_server;

    create policy person_adds on customers for insert to otklik_person with check (${sqlKnownCustomer});
    create policy person_changes on customers for update to otklik_person using (${sqlKnownCustomer}) with check (${sqlKnownCustomer});
    create policy person_adds on identities for insert to otklik_person with check (${sqlKnown('identities')});
    create policy person_changes on identities for update to otklik_person using (${sqlKnown('identities')}) with check (${sqlKnown('identities')});
    create policy person_removes on identities for delete to otklik_person using (${sqlKnown('identities')});
    grant insert, update on customers, identities to otklik_person;
    grant delete on identities to otklik_person;
    -- Whoever may look at an order may hold it until the transaction ends.
    create policy person_holds on orders for update to otklik_person using (${sqlKnown('orders')}) with check (false);
    grant update (version) on orders to otklik_person;
    create index orders_newest on orders (tenant, customer, "placedAt" desc);

    -- A person who knows a customer changes what other teams see of them; the teams' names are for telling those, never an answer.
    create function otklik_teams_of_customers(of_tenant text, of_customers text[]) returns table (customer text, team text) language sql stable security definer
    begin atomic
      select known.customer, known.team from customer_teams as known
      where known.tenant = of_tenant and known.customer = any (of_customers) and (
        coalesce(otklik_person(), '') = ''
        or known.tenant = otklik_tenant() and exists (
          select from customer_teams as own where own.tenant = known.tenant and own.customer = known.customer and own.team = any (otklik_teams())));
    end;
    revoke execute on function otklik_teams_of_customers(text, text[]) from public;
    grant execute on function otklik_teams_of_customers(text, text[]) to otklik_server, otklik_person;

    -- Whether somebody has an address, whoever it is: two customers never share one.
    create function otklik_has_identity(of_kind text, of_value text) returns boolean language sql stable security definer
    begin atomic
      select exists (select from identities where tenant = otklik_tenant() and kind = of_kind and value = of_value);
    end;
    revoke execute on function otklik_has_identity(text, text) from public;
    grant execute on function otklik_has_identity(text, text) to otklik_server, otklik_person;

    -- Who somebody is now, after customers were found to be one.
    create function otklik_customer_now(of_tenant text, of_customer text) returns text language sql stable as $$
      with recursive step (id, depth) as (
        select of_customer, 0
        union all select customers."mergedInto", step.depth + 1 from step join customers on customers.tenant = of_tenant and customers.id = step.id
        where customers."mergedInto" is not null and step.depth < 100
      ) select id from step order by depth desc limit 1 $$;
  `,
} as const;
