import { everyTeamOf } from '#db/central/customer-teams';
import { grantLeases, markLeavers } from '#db/central/leases';
import type { Writer } from '#db/central/open';
import type { Pipe } from '#db/central/pipe';
import { deleteRow, lockRows, overwriteRows, rowOf, upsertRows } from '#db/central/rows';
import { standingOfRows } from '#db/central/visibility';
import { belongings, hangsOnCustomer } from '#domain/customer/belonging';
import { putOf } from '#db/tables/codec';
import type { ConversationRow } from '#domain/conversation/conversation';
import { isLive } from '#domain/conversation/end-lease';
import { placeOf, teamScope, type Scope } from '#domain/scope';
import type { Put, RowChange, TableName, Tables } from '#domain/tables';
import type { CustomerId, TeamId, TenantId } from '#kernel/id';
import { keyOf, keyText } from '#sync/change';
import { tellKnown, tellPut, type Stood } from '#sync/placement';
import { followConversations, tellCaseSteps, tellRejoined, type Before } from './case-steps';
import type { HeldRows } from './held-rows';
import type { ScopeParts } from './scope-parts';

/** Parents before children, and the same order in every transaction, so that two do not wait for each other. */
const order = ['teams', 'people', 'queues', 'channels', 'macros', 'articles', 'votes', 'customers', ...belongings, 'cases', 'conversations', 'messages', 'remarks', 'dispositions', 'agent_states', 'agent_days', 'filters', 'models', 'refusals', 'clients'] as const satisfies readonly TableName[];

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
    if (table !== 'conversations') continue;
    await followConversations(storing, rowsOfTable(puts, table), before);
    await tellRejoined(storing, rowsOfTable(puts, table), before);
  }
  const goOn = await tellCaseSteps(storing, rowsOfTable(puts, 'cases'), stood.get('cases') ?? new Map());
  await tellCustomers(storing, puts, stood);
  await holdAssignments(storing, [...newlyOwned(rowsOfTable(puts, 'conversations'), stood.get('conversations') ?? new Map()), ...goOn]);
  for (const change of last.values()) {
    if (change.op === 'remove') await remove(storing, change);
  }
}

async function storeTable(storing: Storing, puts: readonly Put[], table: TableName): Promise<Before> {
  const { tx, pipe, tenant, parts, read } = storing;
  const rows = rowsOfTable(puts, table);
  if (rows.length === 0) return new Map();
  if (hangsOnCustomer(table)) await lockCustomersOf(storing, puts, table);
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

/** What hangs on a customer is told to their teams; holding the customer keeps that list still. */
async function lockCustomersOf({ tx, tenant }: Storing, puts: readonly Put[], table: TableName): Promise<void> {
  const ids = puts.flatMap((put) => (put.table === table ? [customerOf(put) ?? []] : [])).flat();
  await lockRows(tx, tenant, { table: 'customers', ids: [...new Set(ids)] });
}

/** Changed customers, and what hangs on them, go to every team that knows the customer. */
async function tellCustomers({ tx, tenant, parts }: Storing, puts: readonly Put[], stood: ReadonlyMap<TableName, Before>): Promise<void> {
  const changed = puts.filter((put) => customerOf(put) !== null);
  if (changed.length === 0) return;
  const before = (put: Put): Stood | undefined => stood.get(put.table)?.get(put.row.id);
  const pairs = await everyTeamOf(tx, tenant, [...new Set(changed.flatMap((put) => [customerOf(put) ?? [], before(put)?.customer ?? []].flat()))]);
  if (pairs.length === 0) return;
  const known = new Map<string, readonly TeamId[]>();
  for (const { customer, team } of pairs) known.set(customer, [...(known.get(customer) ?? []), team]);
  const images = await imagesOf(tx, tenant, changed);
  for (const put of changed) {
    const image = images.get(keyText(keyOf(put)));
    if (image === undefined) continue;
    for (const { scope, change } of tellKnown(image, before(put), (customer) => known.get(customer) ?? [])) parts.add(scope, change);
  }
}

/** As they were written, with their versions. */
async function imagesOf(tx: Writer, tenant: TenantId, puts: readonly Put[]): Promise<ReadonlyMap<string, Put>> {
  const images = new Map<string, Put>();
  for (const table of ['customers', ...belongings] as const) {
    const ids = puts.flatMap((put) => (put.table === table ? [put.row.id] : []));
    for (const row of await lockRows(tx, tenant, { table, ids })) images.set(keyText({ table, id: row.id }), putOf(table, row));
  }
  return images;
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
  const teams = await everyTeamOf(tx, tenant, [place.ofCustomer]);
  return teams.map((pair) => teamScope(pair.team));
}
