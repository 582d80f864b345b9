/**
 * Whose a conversation was that went back to its queue because nothing was heard of them, so that they may go on where nobody had
 * it meanwhile. The server's alone: it replicates to no desk, and a person is judged by their own.
 */
export const lapses = {
  version: 137,
  name: '0137-lapses',
  sql: `
    create table lapses (
      tenant text not null, conversation text not null, person text not null, "from" bigint not null, "to" bigint not null,
      primary key (tenant, conversation), foreign key (tenant, conversation) references conversations (tenant, id) on delete cascade
    );

    alter table lapses enable row level security;
    create policy server on lapses to otklik_server using (true) with check (true);
    grant select, insert, update, delete on lapses to otklik_server;
    create policy person_reads on lapses for select to otklik_person using (tenant = (select otklik_tenant()) and person = (select otklik_person()));
    grant select on lapses to otklik_person;
  `,
} as const;
