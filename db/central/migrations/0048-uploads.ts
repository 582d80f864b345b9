const sqlTenant = 'tenant = (select otklik_tenant())';
const sqlOwn = `${sqlTenant} and person = (select otklik_person())`;

/**
 * Bytes that agents send: in pieces under an upload while they come, then once per tenant under their hash. A row of
 * `attachments` without bytes of its own has those of its hash.
 */
export const uploads = {
  version: 48,
  name: '0048-uploads',
  sql: `
    alter table attachments alter column bytes drop not null;
    create index attachments_by_content on attachments (tenant, sha256) where bytes is null;
    create table contents (
      tenant text not null references tenants, sha256 text not null, size int not null, pieces text not null, primary key (tenant, sha256)
    );
    create table content_pieces (
      tenant text not null references tenants, pieces text not null, "from" int not null, bytes bytea not null, primary key (tenant, pieces, "from")
    );
    alter table content_pieces alter column bytes set storage external;
    create table uploads (
      tenant text not null references tenants, person text not null, sha256 text not null, size int not null, held int not null,
      pieces text, used boolean not null default false, at bigint not null, primary key (tenant, person, sha256)
    );
    create index uploads_by_time on uploads (at);

    alter table uploads enable row level security;
    alter table contents enable row level security;
    alter table content_pieces enable row level security;
    create policy server on uploads to otklik_server using (true) with check (true);
    create policy server on contents to otklik_server using (true) with check (true);
    create policy server on content_pieces to otklik_server using (true) with check (true);
    grant select, insert, update, delete on uploads, contents, content_pieces to otklik_server;

    -- A person names what they uploaded themselves, and looks up what their messages and uploads are made of.
    create policy person_reads on uploads for select to otklik_person using (${sqlOwn});
    create policy person_uses on uploads for update to otklik_person using (${sqlOwn}) with check (${sqlOwn});
    grant select, update (used) on uploads to otklik_person;
    create policy person_reads on contents for select to otklik_person using (${sqlTenant} and (
      exists (select from uploads as own where own.tenant = contents.tenant and own.sha256 = contents.sha256)
      or exists (select from attachments as file where file.tenant = contents.tenant and file.sha256 = contents.sha256)));
    grant select on contents to otklik_person;
    create policy person_adds on attachments for insert to otklik_person with check (${sqlTenant} and bytes is null
      and exists (select from uploads as own where own.tenant = attachments.tenant and own.sha256 = attachments.sha256 and own.pieces is null));
    grant insert on attachments to otklik_person;
  `,
} as const;
