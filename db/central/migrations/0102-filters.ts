const sqlOwn = 'tenant = (select otklik_tenant()) and id = (select otklik_person())';

/** The list's filters that people saved, all of one person in one row. */
export const filters = {
  version: 102,
  name: '0102-filters',
  sql: `
    create table filters (tenant text not null references tenants, id text not null, list jsonb not null, version bigint not null, primary key (tenant, id));
    alter table filters enable row level security;
    create policy server on filters to otklik_server using (true) with check (true);
    grant select, insert, update, delete on filters to otklik_server;
    create policy person_reads on filters for select to otklik_person using (${sqlOwn});
    create policy person_adds on filters for insert to otklik_person with check (${sqlOwn});
    create policy person_changes on filters for update to otklik_person using (${sqlOwn}) with check (${sqlOwn});
    grant select, insert, update on filters to otklik_person;
  `,
} as const;
