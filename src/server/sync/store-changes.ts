import { teamsOfCustomers } from '#db/central/customer-teams';
import { grantLeases, markLeavers } from '#db/central/leases';
import type { Writer } from '#db/central/open';
import type { Pipe } from '#db/central/pipe';
import { deleteRow, lockRows, overwriteRows, rowOf, upsertRows } from '#db/central/rows';
import { identitiesOf, standingOfRows } from '#db/central/visibility';
import { putOf } from '#db/tables/codec';
import type { ConversationRow } from '#domain/conversation/conversation';
import { isLive } from '#domain/conversation/end-lease';
import { placeOf, teamScope, type Scope } from '#domain/scope';
import type { Put, RowChange, TableName, Tables } from '#domain/tables';
import type { CustomerId, TenantId } from '#kernel/id';
import { keyOf, keyText } from '#sync/change';
import { tellPut } from '#sync/placement';
import { followConversations, tellCaseSteps, type Before } from './case-steps';
import type { HeldRows } from './held-rows';
import type { ScopeParts } from './scope-parts';

/** Parents before children, and the same order in every transaction, so that two do not wait for each other. */
const order = ['teams', 'people', 'queues', 'channels', 'macros', 'articles', 'votes', 'customers', 'identities', 'cases', 'conversations', 'messages', 'remarks', 'dispositions', 'agent_states', 'agent_days', 'refusals', 'clients'] as const satisfies readonly TableName[];

/** A row was written by somebody else since it was read, or stands where a new one should be. */
export class StaleRowError extends Error {
  override readonly name = 'StaleRowError';
}

/**
 * What the caller knows of the rows that it writes over. `any`: nothing, its image wins. Held rows: what it read; then nobody's
 * row is overwritten unseen, and their former standing needs no question.
 */
export type Read = 'any' | HeldRows;

export type Storing = { readonly tx: Writer; readonly pipe: Pipe; readonly tenant: TenantId; readonly parts: ScopeParts; readonly read: Read };

/** Writes row changes and notes for each scope what it has to be told. */
export async function storeChanges(storing: Storing, changes: readonly RowChange[]): Promise<void> {
  const last = new Map(changes.map((change) => [keyText(keyOf(change)), change]));
  const puts = [...last.values()].filter((change): change is Put => change.op === 'put');
  const stood = new Map<TableName, Before>();
  for (const table of order) {
    const before = await storeTable(storing, puts, table);
    stood.set(table, before);
    if (table === 'conversations') await followConversations(storing, rowsOfTable(puts, table), before);
  }
  const goOn = await tellCaseSteps(storing, rowsOfTable(puts, 'cases'), stood.get('cases') ?? new Map());
  await tellCustomers(storing, puts);
  await holdAssignments(storing, [...newlyOwned(rowsOfTable(puts, 'conversations'), stood.get('conversations') ?? new Map()), ...goOn]);
  for (const change of last.values()) {
    if (change.op === 'remove') await remove(storing, change);
  }
}

async function storeTable(storing: Storing, puts: readonly Put[], table: TableName): Promise<Before> {
  const { tx, pipe, tenant, parts, read } = storing;
  const rows = rowsOfTable(puts, table);
  if (rows.length === 0) return new Map();
  if (table === 'identities') await lockCustomersOf(storing, puts);
  if (table === 'people') await markLeavers(tx, tenant, rowsOfTable(puts, table));
  const ids = rows.map((row) => row.id);
  const before = read === 'any' ? await standingOfRows(tx, tenant, { table, ids }) : read.standing(table, ids);
  const versions = read === 'any' ? await upsertRows(pipe, tenant, { table, rows }) : overwriteRows(pipe, tenant, { table, rows });
  for (const row of rows) {
    const version = versions.get(row.id);
    if (version === undefined) throw new StaleRowError(`${table} ${row.id}`);
    for (const { scope, change } of tellPut(putOf(table, { ...row, version }), before.get(row.id))) parts.add(scope, change);
  }
  return before;
}

function newlyOwned(conversations: readonly ConversationRow[], before: Before): readonly ConversationRow[] {
  return conversations.filter(({ id, assignee }) => assignee !== (before.get(id)?.assignee ?? null));
}

/** An assignment of a live conversation is held by its owner's lease, from the transaction on that gives it. */
async function holdAssignments({ tx, tenant }: Storing, conversations: readonly ConversationRow[]): Promise<void> {
  const holders = conversations.flatMap((row) => (isLive(row) && row.assignee !== null ? [row.assignee] : []));
  await grantLeases(tx, [...new Set(holders)].map((person) => ({ tenant, person })));
}

function rowsOfTable<Table extends TableName>(puts: readonly Put[], table: Table): Tables[Table][] {
  // checked: the table of a put names the type of its row
  return puts.filter((put) => put.table === table).map((put) => put.row as Tables[Table]);
}

/** An identity is told to the teams of its customer; holding the customer keeps that list still. */
async function lockCustomersOf({ tx, tenant }: Storing, puts: readonly Put[]): Promise<void> {
  const ids = puts.flatMap((put) => (put.table === 'identities' ? [put.row.customer] : []));
  await lockRows(tx, tenant, { table: 'customers', ids: [...new Set(ids)] });
}

/** Changed customers and identities go to every team that knows the customer. */
async function tellCustomers({ tx, tenant, parts }: Storing, puts: readonly Put[]): Promise<void> {
  const touched = new Set<CustomerId>();
  for (const put of puts) {
    const place = placeOf(put);
    if ('ofCustomer' in place) touched.add(place.ofCustomer);
  }
  if (touched.size === 0) return;
  const ids = [...touched];
  const teams = await teamsOfCustomers(tx, tenant, ids);
  if (teams.length === 0) return;
  const customers = await lockRows(tx, tenant, { table: 'customers', ids });
  const identities = await identitiesOf(tx, tenant, ids);
  const named = new Set(puts.map((put) => keyText(keyOf(put))));
  const changes: Put[] = [
    ...customers.map((row): Put => ({ op: 'put', table: 'customers', row })),
    ...identities.map((row): Put => ({ op: 'put', table: 'identities', row })),
  ].filter((put) => named.has(keyText(keyOf(put))));
  for (const { customer, team } of teams) {
    for (const change of changes) if (customerOf(change) === customer) parts.add(teamScope(team), change);
  }
}

function customerOf(change: Put): CustomerId | null {
  const place = placeOf(change);
  return 'ofCustomer' in place ? place.ofCustomer : null;
}

async function remove({ tx, tenant, parts }: Storing, change: Extract<RowChange, { op: 'remove' }>): Promise<void> {
  const record = await deleteRow(tx, tenant, change);
  if (record === undefined) return;
  const place = placeOf(putOf(change.table, rowOf(change.table, record)));
  for (const scope of await scopesOfPlace(tx, tenant, place)) parts.add(scope, change);
}

async function scopesOfPlace(tx: Writer, tenant: TenantId, place: ReturnType<typeof placeOf>): Promise<readonly Scope[]> {
  if ('scope' in place) return [place.scope];
  const teams = await teamsOfCustomers(tx, tenant, [place.ofCustomer]);
  return teams.map((pair) => teamScope(pair.team));
}
