import { isFinished } from '#domain/conversation/case';
import type { Lapse } from '#domain/conversation/lapse';
import { supervisorsScope, teamScope, type Scope } from '#domain/scope';
import type { Put, RowChange } from '#domain/tables';
import type { ClientId, ConversationId, CustomerId, PersonId, TeamId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { encodeEntry, type EncodedEntry } from '#server/sync/log-piece';
import type { ScopeParts } from '#server/sync/scope-parts';
import { CentralTransaction } from './central-transaction';
import { Ledger } from './ledger';
import { Violation } from './mishaps';
import { Placement, type CustomerTeams } from './placement';
import type { Plant } from './plants';
import type { Company } from './schedule';
import { TableMap } from './table-map';

type Committed = { readonly id: number; readonly parts: ScopeParts; readonly at: Instant };
type Numbered = { readonly entry: EncodedEntry; readonly at: Instant };

/** Everything that a restore brings back. */
type Kept = {
  readonly rows: TableMap;
  readonly numbered: readonly Numbered[];
  readonly unnumbered: readonly Committed[];
  readonly head: number;
  readonly floor: number;
  readonly lapses: ReadonlyMap<ConversationId, Lapse>;
  readonly teams: CustomerTeams;
  readonly owners: ReadonlyMap<ClientId, PersonId>;
  readonly commands: ReadonlyMap<string, string | null>;
  readonly disabled: ReadonlySet<PersonId>;
  readonly ledger: Ledger;
};

/** What the database of the simulated server holds: it survives every crash of those who use it. */
export class CentralDatabase {
  epoch = 'epoch-1';
  floor = 0;
  head = 0;
  rows = new TableMap();
  ledger = new Ledger();
  commands = new Map<string, string | null>();
  disabled = new Set<PersonId>();
  /** How the last assignment ended that nobody was heard in; no desk has it. */
  lapses = new Map<ConversationId, Lapse>();
  owners = new Map<ClientId, PersonId>();
  readonly locks = new Map<string, CentralTransaction>();
  readonly open = new Set<CentralTransaction>();
  #teams: CustomerTeams = new Map();
  #numbered: Numbered[] = [];
  #unnumbered: Committed[] = [];
  #lastId = 0;
  #lastEpoch = 1;
  #backup: Kept | null = null;

  constructor(
    readonly order: Company['order'],
    readonly plant: Plant | null,
  ) {}

  get hasUnnumbered(): boolean {
    return this.#unnumbered.length > 0;
  }

  begin(): CentralTransaction {
    const transaction = new CentralTransaction(this);
    this.open.add(transaction);
    return transaction;
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** Called by a transaction that holds every lock it needs. */
  store(id: number, changes: readonly RowChange[], at: Instant): void {
    for (const change of changes) this.ledger.committing(change, this.rows);
    const placement = new Placement(this.rows, this.#teams, this.plant);
    placement.place(changes);
    const { parts } = placement;
    if (parts.isEmpty) return;
    if (this.order === 'leader' && this.plant !== 'sequence instead of ordered log') this.#unnumbered.push({ id, parts, at });
    else this.write(id, [{ id, parts, at }]);
  }

  /** What the leader would number now, in the order of ids, and where it would begin. */
  unnumbered(): { readonly from: number; readonly entries: readonly Committed[] } {
    return { from: this.head + 1, entries: [...this.#unnumbered].sort((one, other) => one.id - other.id) };
  }

  /** Gives numbers. Each is given once: whoever numbers without its lock breaks this. */
  write(from: number, entries: readonly Committed[]): void {
    for (const [index, { id, parts, at }] of entries.entries()) {
      const seq = from + index;
      if (this.#numbered.some(({ entry }) => entry.seq === seq)) throw new Violation(`the number ${seq} was given twice`);
      this.#numbered.push({ entry: encodeEntry({ seq, parts: written(parts) }), at });
      this.#unnumbered = this.#unnumbered.filter((one) => one.id !== id);
      this.head = Math.max(this.head, seq);
    }
    this.#numbered.sort((one, other) => one.entry.seq - other.entry.seq);
  }

  entries(after: number, to: number): readonly EncodedEntry[] {
    // The log is read from its end: that is where everybody but a late reader stands.
    const found: EncodedEntry[] = [];
    for (let index = this.#numbered.length - 1; index >= 0; index -= 1) {
      const entry = this.#numbered[index]?.entry;
      if (entry === undefined || entry.seq <= after) break;
      if (entry.seq <= to) found.push(entry);
    }
    return found.toReversed();
  }

  /** Forgets what is older than the log is kept. No process sleeps that long: what one has not dispatched yet stays. */
  trim(before: Instant, upTo: number): void {
    const isOld = ({ at, entry }: Numbered): boolean => at < before && entry.seq <= upTo;
    const gone = this.#numbered.filter(isOld);
    this.#numbered = this.#numbered.filter((one) => !isOld(one));
    this.floor = Math.max(this.floor, ...gone.map(({ entry }) => entry.seq));
  }

  backUp(): void {
    this.#backup = this.#kept();
  }

  /** Back to the last backup, as another history. Nothing that was open survives. */
  restore(): boolean {
    if (this.#backup === null) return false;
    for (const transaction of this.open) transaction.rollback();
    const kept = this.#backup;
    this.#backup = null;
    this.#lastEpoch += 1;
    this.epoch = `epoch-${this.#lastEpoch}`;
    this.rows = kept.rows;
    this.#numbered = [...kept.numbered];
    this.#unnumbered = [...kept.unnumbered];
    this.head = kept.head;
    this.floor = kept.floor;
    this.#lastId = Math.max(kept.head, ...kept.unnumbered.map(({ id }) => id));
    this.#teams = kept.teams;
    this.owners = new Map(kept.owners);
    this.commands = new Map(kept.commands);
    this.disabled = new Set(kept.disabled);
    this.lapses = new Map(kept.lapses);
    this.ledger = kept.ledger;
    return true;
  }

  /** Every row that a copy of these scopes holds, as a snapshot sends them; long finished cases are left out. */
  within(scopes: ReadonlySet<Scope>, since: Instant): readonly Put[] {
    const [cases, customers] = [new Set<string>(), new Set<CustomerId>()];
    for (const row of this.rows.all('cases')) {
      if (!scopes.has(teamScope(row.team)) || (isFinished(row.state) && row.state.at < since)) continue;
      cases.add(row.id);
      customers.add(row.customer);
    }
    const talks = new Set(this.rows.all('conversations').filter((row) => cases.has(row.case)).map(({ id }) => id));
    const holds = (put: Put): boolean => {
      switch (put.table) {
        case 'cases':
          return cases.has(put.row.id);
        case 'conversations':
          return cases.has(put.row.case) && scopes.has(teamScope(put.row.team));
        case 'messages':
          return talks.has(put.row.conversation) && scopes.has(teamScope(put.row.team));
        case 'remarks':
          return scopes.has(supervisorsScope(put.row.team));
        case 'customers':
          return customers.has(put.row.id);
        case 'identities':
        case 'orders':
        case 'consents':
        case 'customer_notes':
        case 'customer_changes':
        case 'merges':
          return customers.has(put.row.customer);
        case 'clients':
          return scopes.has(`client:${put.row.id}`);
        case 'refusals':
          return scopes.has(`client:${put.row.client}`);
        case 'teams':
        case 'people':
        case 'queues':
        case 'channels':
        case 'dispositions':
        case 'agent_states':
        case 'macros':
        case 'articles':
        case 'votes':
        case 'models':
          return scopes.has('org');
        case 'agent_days':
          return scopes.has(`person:${put.row.person}`);
        case 'filters':
          return scopes.has(`person:${put.row.id}`);
      }
    };
    return [...this.rows.puts()].filter(holds);
  }

  teamsOfCustomer(customer: CustomerId): ReadonlySet<TeamId> {
    return this.#teams.get(customer) ?? new Set();
  }

  lastMutation(client: ClientId): number | null {
    return this.rows.get('clients', client)?.lastMutation ?? null;
  }

  #kept(): Kept {
    const { rows, head, floor, ledger } = this;
    return {
      rows: rows.copy(),
      numbered: [...this.#numbered],
      unnumbered: [...this.#unnumbered],
      head,
      floor,
      lapses: new Map(this.lapses),
      teams: new Map(this.#teams),
      owners: new Map(this.owners),
      commands: new Map(this.commands),
      disabled: new Set(this.disabled),
      ledger: ledger.copy(),
    };
  }
}

function written(parts: ScopeParts): Parameters<typeof encodeEntry>[0]['parts'] {
  return Object.fromEntries(Object.entries(parts.all()).map(([scope, part]) => [scope, part ?? []]));
}
