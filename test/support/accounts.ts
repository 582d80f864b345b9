import type { Central } from '#db/central/open';
import { addAccount, addTenant } from '#db/central/accounts';
import type { PersonRow, Role, TeamRow } from '#domain/access/person';
import { id, type PersonId, type TeamId, type TenantId } from '#kernel/id';
import { randomUUID } from 'node:crypto';
import type { Commit } from '#server/sync/commit';
import { hashPassword } from '#server/access/password';

export type NewTenant = { readonly name: string; readonly demonstration?: boolean };

export async function createTenant(db: Central, { name, demonstration = false }: NewTenant): Promise<TenantId> {
  const tenant = id('tenant', randomUUID());
  await db.transaction((tx) => addTenant(tx, { id: tenant, name, demonstration }));
  return tenant;
}

export async function createTeam(commit: Commit, tenant: TenantId, name: string): Promise<TeamRow> {
  const row: TeamRow = { id: id('team', randomUUID()), name, version: 0 };
  await commit(tenant, (_tx, _now, put) => put([{ op: 'put', table: 'teams', row }]));
  return row;
}

export type NewPerson = {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly roles: readonly Role[];
  readonly teams: readonly TeamId[];
};

export async function createPerson(commit: Commit, tenant: TenantId, person: NewPerson): Promise<PersonRow> {
  const { name, roles, teams } = person;
  const row: PersonRow = { id: newPersonId(), name, roles, teams, version: 0 };
  const password = await hashPassword(person.password);
  await commit(tenant, async (tx, _now, put) => {
    await put([{ op: 'put', table: 'people', row }]);
    await addAccount(tx, { tenant, person: row.id, email: person.email, password });
  });
  return row;
}

function newPersonId(): PersonId {
  return id('person', randomUUID());
}
