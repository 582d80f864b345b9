import { teamId } from '#contract/ids';
import { caseState } from '#contract/rows';
import { isFinished } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { IdentityRow } from '#domain/customer/customer';
import type { TableName, Tables } from '#domain/tables';
import type { CaseId, CustomerId, TeamId, TenantId } from '#kernel/id';
import { z } from 'zod';
import type { Reader, Writer } from './open';
import { rowOf } from './rows';

const ofTeams: ReadonlySet<TableName> = new Set(['cases', 'conversations', 'messages']);

/** Where a row stood before it was written over. `finished` is said of cases; nothing else ends. */
export type Stood = { readonly team: TeamId; readonly finished: boolean };

/** The standing of a row that was read; null where it belongs to no team. */
export function standingOf(table: TableName, row: Tables[TableName] | undefined): Stood | null {
  if (row === undefined || !ofTeams.has(table) || !('team' in row)) return null;
  return { team: row.team, finished: 'state' in row && isFinished(row.state) };
}

const stood = z.array(z.object({ id: z.string(), team: teamId, state: caseState.optional() }));

/** Where these rows stand now; rows that do not exist, and tables that belong to no team, are left out. */
export async function standingOfRows(db: Reader, tenant: TenantId, named: { readonly table: TableName; readonly ids: readonly string[] }): Promise<ReadonlyMap<string, Stood>> {
  if (named.ids.length === 0 || !ofTeams.has(named.table)) return new Map();
  const columns = named.table === 'cases' ? ['id', 'team', 'state'] : ['id', 'team'];
  const found: unknown = await db(named.table).where({ tenant }).whereIn('id', [...named.ids]).select(columns);
  return new Map(stood.parse(found).map(({ id, team, state }) => [id, { team, finished: state !== undefined && isFinished(state) }]));
}

/** Every conversation of these cases, held until the transaction ends. */
export async function lockConversationsOf(tx: Writer, tenant: TenantId, cases: readonly CaseId[]): Promise<readonly ConversationRow[]> {
  if (cases.length === 0) return [];
  const records: unknown[] = await tx('conversations').where({ tenant }).whereIn('case', [...cases]).orderBy('id').forUpdate();
  return records.map((record) => rowOf('conversations', record));
}

export async function identitiesOf(db: Reader, tenant: TenantId, customers: readonly CustomerId[]): Promise<readonly IdentityRow[]> {
  const records: unknown[] = await db('identities').where({ tenant }).whereIn('customer', [...customers]).orderBy('id');
  return records.map((record) => rowOf('identities', record));
}
