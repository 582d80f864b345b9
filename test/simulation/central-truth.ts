import { placeOf, teamScope, type Scope } from '#domain/scope';
import type { RowChange, TableName, Tables } from '#domain/tables';
import type { CustomerId, TeamId } from '#kernel/id';
import { keyOf } from '#sync/change';
import { TableMap } from './table-map';

export type Logged = { readonly scope: Scope; readonly change: RowChange };
export type Transaction = { readonly seq: number; readonly changes: readonly Logged[] };

/** What the database of the simulated server holds: it survives every crash. */
export class CentralTruth {
  readonly epoch = 'epoch-1';
  readonly floor = 0;
  readonly rows = new TableMap();
  readonly log: Transaction[] = [];
  /** How often the effects of a mutation were stored, by `client.id`: more than once is a violation. */
  readonly stored = new Map<string, number>();
  #unnumbered: (readonly Logged[])[] = [];
  readonly #teamsOf = new Map<CustomerId, Set<TeamId>>();

  get head(): number {
    return this.log.length;
  }

  get hasUnnumbered(): boolean {
    return this.#unnumbered.length > 0;
  }

  commit(changes: readonly RowChange[]): void {
    const logged: Logged[] = [];
    for (const change of changes) {
      const next = this.#versioned(change);
      this.rows.apply(next);
      logged.push(...this.#placed(next));
    }
    this.#unnumbered.push(logged);
  }

  /** The leader's work: one number for each committed transaction, in commit order. */
  number(): void {
    for (const changes of this.#unnumbered) this.log.push({ seq: this.log.length + 1, changes });
    this.#unnumbered = [];
  }

  lastMutation(client: string): number {
    const row = this.rows.all('clients').find((one) => one.id === client);
    return row !== undefined && 'lastMutation' in row ? row.lastMutation : 0;
  }

  /** Every row in the scopes, as a snapshot sends them. */
  within(scopes: ReadonlySet<Scope>): readonly RowChange[] {
    const puts: RowChange[] = [];
    for (const { table, row } of this.rows.rows.values()) {
      const put = asPut(table, row);
      if (this.#scopes(put).some((scope) => scopes.has(scope))) puts.push(put);
    }
    return puts;
  }

  #versioned(change: RowChange): RowChange {
    if (change.op === 'remove') return change;
    const version = this.rows.version(keyOf(change)) + 1;
    return asPut(change.table, { ...change.row, version });
  }

  #scopes(put: Extract<RowChange, { op: 'put' }>): readonly Scope[] {
    const place = placeOf(put);
    return 'scope' in place ? [place.scope] : [...(this.#teamsOf.get(place.ofCustomer) ?? [])].map(teamScope);
  }

  #placed(change: RowChange): readonly Logged[] {
    if (change.op === 'remove') return [];
    const entered = change.table === 'conversations' ? this.#enter(change.row.customer, change.row.team) : [];
    return [...entered, ...this.#scopes(change).map((scope) => ({ scope, change }))];
  }

  /** A team meets a customer: the customer's rows enter the team's scope. */
  #enter(customer: CustomerId, team: TeamId): readonly Logged[] {
    const known = this.#teamsOf.get(customer) ?? new Set();
    if (known.has(team)) return [];
    this.#teamsOf.set(customer, known.add(team));
    const own = [...this.rows.rows.values()].map(({ table, row }) => asPut(table, row)).filter((put) => {
      const place = placeOf(put);
      return 'ofCustomer' in place && place.ofCustomer === customer;
    });
    return own.map((change) => ({ scope: teamScope(team), change }));
  }
}

/** The table and its row come from one entry of a store that was written with both. */
export function asPut(table: TableName, row: Tables[TableName]): Extract<RowChange, { op: 'put' }> {
  return { op: 'put', table, row } as Extract<RowChange, { op: 'put' }>;
}
