/** What was imported, by its name in the system that it came from: the same key again is known. */
export const importKeys = {
  version: 30,
  name: '0030-import',
  sql: `
    create table import_keys (
      tenant text not null references tenants,
      kind text not null,
      key text not null,
      id text not null,
      at bigint not null,
      primary key (tenant, kind, key)
    );
  `,
} as const;
