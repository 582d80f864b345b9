/**
 * The second factor of a person, the computers that know them, and what a device list tells of a session. Secrets stand
 * here sealed with a key that lies outside the database, or as hashes.
 */
export const factor = {
  version: 43,
  name: '0043-factor',
  sql: `
    alter table sessions add column "seenAt" bigint not null default 0, add column network text not null default 'unknown';
    update sessions set "seenAt" = "startedAt";
    create table factors (
      tenant text not null, person text not null, secret text not null, since bigint not null,
      confirmed boolean not null default false, "lastStep" bigint not null default 0,
      primary key (tenant, person), foreign key (tenant, person) references accounts on delete cascade
    );
    create table recovery_codes (
      tenant text not null, person text not null, hash text not null, primary key (tenant, person, hash),
      foreign key (tenant, person) references accounts on delete cascade
    );
    create table known_computers (
      tenant text not null, person text not null, hash text not null, "seenAt" bigint not null,
      primary key (tenant, person, hash), foreign key (tenant, person) references accounts on delete cascade
    );
  `,
} as const;
