import type { IdentityRow } from '#domain/customer/customer';
import type { TableName } from '#domain/tables';
import type { CustomerId, TeamId, TenantId } from '#kernel/id';
import type { Reader } from './open';
import { rowOf } from './rows';

const ofTeams: ReadonlySet<TableName> = new Set(['cases', 'conversations', 'messages']);

/** The teams in which these rows stand now; rows that do not exist, and tables that belong to no team, are left out. */
export async function teamsOfRows(db: Reader, tenant: TenantId, named: { readonly table: TableName; readonly ids: readonly string[] }): Promise<ReadonlyMap<string, TeamId>> {
  if (named.ids.length === 0 || !ofTeams.has(named.table)) return new Map();
  const found: { id: string; team: TeamId }[] = await db(named.table).where({ tenant }).whereIn('id', [...named.ids]).select('id', 'team');
  return new Map(found.map((row) => [row.id, row.team]));
}

export async function identitiesOf(db: Reader, tenant: TenantId, customers: readonly CustomerId[]): Promise<readonly IdentityRow[]> {
  const records: unknown[] = await db('identities').where({ tenant }).whereIn('customer', [...customers]).orderBy('id');
  return records.map((record) => rowOf('identities', record));
}
