import { addCustomerTeams, teamsOfCustomers, type CustomerTeam } from '#db/central/customer-teams';
import type { Writer } from '#db/central/open';
import type { Pipe } from '#db/central/pipe';
import { deleteRow, lockRows, overwriteRows, rowOf, upsertRows } from '#db/central/rows';
import { identitiesOf, lockConversationsOf, standingOfRows, type Stood } from '#db/central/visibility';
import { putOf } from '#db/tables/codec';
import { isFinished, type CaseRow } from '#domain/conversation/case';
import { placeOf, teamScope, type Scope } from '#domain/scope';
import type { Put, RowChange, TableName, Tables } from '#domain/tables';
import type { CustomerId, TenantId } from '#kernel/id';
import { keyOf, keyText } from '#sync/change';
import type { HeldRows } from './held-rows';
import type { ScopeParts } from './scope-parts';

/** Parents before children, and the same order in every transaction, so that two do not wait for each other. */
const order = ['teams', 'people', 'queues', 'channels', 'customers', 'identities', 'cases', 'conversations', 'messages', 'refusals', 'clients'] as const satisfies readonly TableName[];

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
  let entered: readonly CaseRow[] = [];
  for (const table of order) {
    const before = await storeTable(storing, puts, table);
    if (table === 'cases') entered = await tellEntered(storing, rowsOfTable(puts, table), before);
  }
  await tellTeams(storing, puts, entered);
  await tellCustomers(storing, puts);
  for (const change of last.values()) {
    if (change.op === 'remove') await remove(storing, change);
  }
}

async function storeTable(storing: Storing, puts: readonly Put[], table: TableName): Promise<ReadonlyMap<string, Stood>> {
  const { tx, pipe, tenant, parts, read } = storing;
  const rows = rowsOfTable(puts, table);
  if (rows.length === 0) return new Map();
  if (table === 'identities') await lockCustomersOf(storing, puts);
  const ids = rows.map((row) => row.id);
  const before = read === 'any' ? await standingOfRows(tx, tenant, { table, ids }) : read.standing(table, ids);
  const versions = read === 'any' ? await upsertRows(pipe, tenant, { table, rows }) : overwriteRows(pipe, tenant, { table, rows });
  for (const row of rows) {
    const version = versions.get(row.id);
    if (version === undefined) throw new StaleRowError(`${table} ${row.id}`);
    const change = putOf(table, { ...row, version });
    const place = placeOf(change);
    if (!('scope' in place)) continue;
    const left = before.get(row.id)?.team;
    if (left !== undefined && teamScope(left) !== place.scope) parts.add(teamScope(left), { op: 'remove', table, id: row.id });
    parts.add(place.scope, change);
  }
  return before;
}

/**
 * The cases that enter the copies of their team: new ones, and finished ones that go on. A copy may have been made when such
 * a case had been finished for longer than copies keep, and then holds nothing that belongs to it: its conversations are
 * told here, its customer by the caller. Messages are fetched by whoever opens it.
 */
async function tellEntered({ tx, tenant, parts }: Storing, cases: readonly CaseRow[], before: ReadonlyMap<string, Stood>): Promise<readonly CaseRow[]> {
  const entered = cases.filter((row) => {
    const stood = before.get(row.id);
    return stood === undefined || stood.team !== row.team || (stood.finished && !isFinished(row.state));
  });
  const goOn = entered.filter(({ id }) => before.has(id)).map(({ id }) => id);
  for (const row of await lockConversationsOf(tx, tenant, goOn)) parts.add(teamScope(row.team), { op: 'put', table: 'conversations', row });
  return entered;
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

/** A team that meets a customer for the first time, or again, is told who that is. */
async function tellTeams({ tx, tenant, parts, read }: Storing, puts: readonly Put[], entered: readonly CaseRow[]): Promise<void> {
  const pairs = new Map<string, CustomerTeam>();
  for (const put of puts) {
    if (put.table !== 'cases' && put.table !== 'conversations') continue;
    if (read !== 'any' && read.stoodThere(put)) continue;
    pairs.set(`${put.row.customer} ${put.row.team}`, { customer: put.row.customer, team: put.row.team });
  }
  const fresh = await addCustomerTeams(tx, tenant, [...pairs.values()].sort(byCustomer));
  const told: readonly CustomerTeam[] = [...fresh, ...entered];
  if (told.length === 0) return;
  const ids = [...new Set(told.map((pair) => pair.customer))];
  const customers = await lockRows(tx, tenant, { table: 'customers', ids });
  const identities = await identitiesOf(tx, tenant, ids);
  for (const { customer, team } of told) {
    for (const row of customers) if (row.id === customer) parts.add(teamScope(team), { op: 'put', table: 'customers', row });
    for (const row of identities) if (row.customer === customer) parts.add(teamScope(team), { op: 'put', table: 'identities', row });
  }
}

function byCustomer(one: CustomerTeam, other: CustomerTeam): number {
  return one.customer === other.customer ? compare(one.team, other.team) : compare(one.customer, other.customer);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : 1;
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
