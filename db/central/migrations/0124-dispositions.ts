const sqlTenant = 'tenant = (select otklik_tenant())';

/** What may come of a case, which queues ask for it, and what was written down. */
export const dispositions = {
  version: 124,
  name: '0124-dispositions',
  sql: `
    create table dispositions (
      tenant text not null references tenants, id text not null, queue text, code text not null, title jsonb not null, fields jsonb not null,
      place bigint not null, version bigint not null, primary key (tenant, id)
    );
    alter table queues add column "asksOutcome" boolean not null default false;
    alter table cases add column outcome jsonb;

    alter table dispositions enable row level security;
    create policy server on dispositions to otklik_server using (true) with check (true);
    grant select, insert, update, delete on dispositions to otklik_server;
    create policy person_reads on dispositions for select to otklik_person using (${sqlTenant});
    create policy person_holds on dispositions for update to otklik_person using (${sqlTenant}) with check (false);
    grant select, update (version) on dispositions to otklik_person;
  `,
} as const;
