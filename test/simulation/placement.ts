import { isFinished, type CaseRow } from '#domain/conversation/case';
import { placeOf, teamScope, type Scope } from '#domain/scope';
import type { Put, RowChange } from '#domain/tables';
import type { CustomerId, TeamId } from '#kernel/id';
import { ScopeParts } from '#server/sync/scope-parts';
import { keyOf } from '#sync/change';
import type { Plant } from './plants';
import type { TableMap } from './table-map';

export type CustomerTeams = Map<CustomerId, ReadonlySet<TeamId>>;

type Placing = { readonly rows: TableMap; readonly teams: CustomerTeams; readonly plant: Plant | null };

/** Writes a transaction's changes, and answers what each scope has to be told: what the server's store-changes does in SQL. */
export function placeChanges({ rows, teams, plant }: Placing, changes: readonly RowChange[]): ScopeParts {
  const parts = new ScopeParts();
  const entered: CaseRow[] = [];
  const left: Left[] = [];
  const puts: Put[] = [];
  for (const change of changes) {
    if (change.op === 'remove') continue;
    const before = rows.get(change.table, change.row.id);
    const put = versioned(change, rows);
    puts.push(put);
    rows.apply(put);
    const place = placeOf(put);
    if (!('scope' in place)) continue;
    const from = before !== undefined && 'team' in before ? before.team : null;
    if (from !== null && teamScope(from) !== place.scope && plant !== 'moved row not taken back') parts.add(teamScope(from), { op: 'remove', table: put.table, id: put.row.id });
    parts.add(place.scope, put);
    if (put.table !== 'cases') continue;
    if (from !== null && from !== put.row.team) left.push({ customer: put.row.customer, team: from });
    if (isEntering(before !== undefined && 'number' in before ? before : undefined, put.row)) entered.push(put.row);
  }
  tellEntered(rows, entered, parts);
  tellCustomers({ rows, teams, plant }, { puts, entered }, parts);
  for (const one of left) tellLeft({ rows, teams, plant }, one, parts);
  return parts;
}

type Left = { readonly customer: CustomerId; readonly team: TeamId };

function isEntering(before: CaseRow | undefined, row: CaseRow): boolean {
  return before === undefined || before.team !== row.team || (isFinished(before.state) && !isFinished(row.state));
}

/** A customer leaves a team with the last case of theirs that the team had. */
function tellLeft({ rows, teams, plant }: Placing, { customer, team }: Left, parts: ScopeParts): void {
  if (plant === 'moved row not taken back' || rows.all('cases').some((row) => row.customer === customer && row.team === team)) return;
  teams.set(customer, new Set([...(teams.get(customer) ?? [])].filter((one) => one !== team)));
  parts.add(teamScope(team), { op: 'remove', table: 'customers', id: customer });
  for (const identity of rows.all('identities')) if (identity.customer === customer) parts.add(teamScope(team), { op: 'remove', table: 'identities', id: identity.id });
}

function versioned(put: Put, rows: TableMap): Put {
  // checked: the same table and a row of it
  return { ...put, row: { ...put.row, version: rows.version(keyOf(put)) + 1 } } as Put;
}

/** A case that goes on takes its conversations along: a copy may have been made when it was long finished. */
function tellEntered(rows: TableMap, entered: readonly CaseRow[], parts: ScopeParts): void {
  if (entered.length === 0) return;
  for (const row of rows.all('conversations')) {
    if (entered.some((one) => one.id === row.case)) parts.add(teamScope(row.team), { op: 'put', table: 'conversations', row });
  }
}

type Told = { readonly puts: readonly Put[]; readonly entered: readonly CaseRow[] };

/** A customer is told to the teams that meet them, and their changes to every team that knows them. */
function tellCustomers({ rows, teams }: Placing, { puts, entered }: Told, parts: ScopeParts): void {
  const tell = (customer: CustomerId, scope: Scope): void => {
    const row = rows.get('customers', customer);
    if (row !== undefined) parts.add(scope, { op: 'put', table: 'customers', row });
    for (const identity of rows.all('identities')) if (identity.customer === customer) parts.add(scope, { op: 'put', table: 'identities', row: identity });
  };
  for (const put of puts) {
    if (put.table !== 'cases' && put.table !== 'conversations') continue;
    const known = teams.get(put.row.customer) ?? new Set();
    if (!known.has(put.row.team)) tell(put.row.customer, teamScope(put.row.team));
    teams.set(put.row.customer, new Set([...known, put.row.team]));
  }
  for (const { customer, team } of entered) tell(customer, teamScope(team));
  for (const put of puts) {
    const place = placeOf(put);
    if ('ofCustomer' in place) for (const team of teams.get(place.ofCustomer) ?? []) parts.add(teamScope(team), put);
  }
}
