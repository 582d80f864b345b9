/**
 * Imports that run as jobs. The file lies in pieces in the database, so that any server may go on with it; `cursor` and `line` say
 * how much of it was taken in, and move in the transaction that takes it in. `fence` is the attempt that may go on.
 */
export const imports = {
  version: 65,
  name: '0065-imports',
  sql: `
    create table imports (
      tenant text not null references tenants, id text not null, kind text not null, format text not null, name text not null,
      size bigint not null, held bigint not null default 0, encoding text not null default 'utf-8', separator text not null default ',',
      mapping jsonb not null default '{}', state text not null check (state in ('uploading', 'waiting', 'running', 'stopped', 'done', 'failed')),
      cursor bigint not null default 0, line bigint not null default 1, taken bigint not null default 0, repeated bigint not null default 0,
      refused bigint not null default 0, person text not null, at bigint not null, "endedAt" bigint, fence bigint not null default 0,
      "leaseUntil" bigint not null default 0, primary key (tenant, id)
    );
    create index imports_waiting on imports ("leaseUntil") where state in ('waiting', 'running');
    create table import_pieces (
      tenant text not null references tenants, import text not null, "from" bigint not null, bytes bytea not null, primary key (tenant, import, "from")
    );
    alter table import_pieces alter column bytes set storage external;
    create table import_problems (
      tenant text not null references tenants, import text not null, line bigint not null, field text, code text not null,
      primary key (tenant, import, line)
    );
    alter table imports enable row level security;
    alter table import_pieces enable row level security;
    alter table import_problems enable row level security;
    create policy server on imports to otklik_server using (true) with check (true);
    create policy server on import_pieces to otklik_server using (true) with check (true);
    create policy server on import_problems to otklik_server using (true) with check (true);
    grant select, insert, update, delete on imports, import_pieces, import_problems to otklik_server;
  `,
} as const;
