import type { RowChange, RowKey, TableName, Tables } from '#domain/tables';
import type { Instant } from '#kernel/instant';
import { keyOf, keyText } from '#sync/change';
import type { LoadRows, LoadTruth } from '#sync/perform';
import type { CentralDatabase } from './central-database';
import { Blocked, Stale } from './mishaps';

/** The lock that the second way to an order takes last. */
const headLock = 'sync_heads';

/**
 * An open transaction on the simulated PostgreSQL. What it reads it locks until it ends. Where PostgreSQL would wait for a
 * lock, this one gives everything back and begins anew: one of the orders that waiting could have led to.
 */
export class CentralTransaction {
  readonly #db: CentralDatabase;
  readonly #held = new Set<string>();
  readonly #changes = new Map<string, RowChange>();
  readonly #notes: (() => void)[] = [];
  #entry: number | null = null;
  #isOver = false;

  constructor(db: CentralDatabase) {
    this.#db = db;
    if (db.plant === 'sequence instead of ordered log') this.#entry = db.nextId();
  }

  readonly load: LoadRows = async (keys, loaded) => {
    for (const key of keys) this.#lock(keyText(key));
    for (const { table, id } of keys) {
      const own = this.#changes.get(keyText({ table, id }));
      if (own?.op === 'put') loaded.set(own.table, own.row.id, own.row);
      else loaded.set(table, id, this.#db.rows.get(table, id) ?? null);
    }
  };

  readonly truth: LoadTruth = {
    load: this.load,
    conversationsOf: async (id) => this.#db.rows.all('conversations').filter((row) => row.case === id).flatMap((row) => this.row('conversations', row.id) ?? []),
  };

  row<Table extends TableName>(table: Table, id: string): Tables[Table] | undefined {
    this.#lock(keyText({ table, id }));
    return this.read(table, id);
  }

  read<Table extends TableName>(table: Table, id: string): Tables[Table] | undefined {
    const own = this.#changes.get(keyText({ table, id }));
    // checked: a change is kept under its own table and id
    return (own?.op === 'put' ? own.row : this.#db.rows.get(table, id)) as Tables[Table] | undefined;
  }

  /** Holds a name that stands for no row: the key of a command. */
  reserve(name: string): void {
    this.#lock(name);
  }

  /** `as-read`: nobody may have written the rows since they were read, which the locks make sure of. */
  put(changes: readonly RowChange[], when: 'as-read' | 'any'): void {
    for (const change of changes) {
      const key = keyOf(change);
      this.#lock(keyText(key));
      // Who sees a customer is decided, and their card told, while the customer is held (src/server/sync/case-steps).
      if (change.op === 'put' && change.table === 'cases') this.#lock(keyText({ table: 'customers', id: change.row.customer }));
      const isStale = when === 'as-read' && change.op === 'put' && change.row.version !== this.#versionOf(key);
      if (isStale && !this.#isUnguarded(keyText(key))) throw new Stale();
      this.#changes.set(keyText(key), change);
    }
  }

  /** The last write: its place in the order is taken after every row lock. */
  append(): void {
    if (this.#db.order === 'lock') this.#lock(headLock);
    if (this.#db.plant !== 'sequence instead of ordered log') this.#entry = this.#db.order === 'lock' ? this.#db.head + 1 : this.#db.nextId();
  }

  /** What the outside observer writes down when, and if, this commits. */
  note(observed: () => void): void {
    this.#notes.push(observed);
  }

  commit(now: Instant): void {
    if (this.#isOver) throw new Error('this transaction is over');
    this.#end();
    for (const observed of this.#notes) observed();
    this.#db.store(this.#entry ?? 0, [...this.#changes.values()], now);
  }

  rollback(): void {
    if (!this.#isOver) this.#end();
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  #versionOf(key: RowKey): number {
    return this.read(key.table, key.id)?.version ?? 0;
  }

  #lock(name: string): void {
    if (this.#isUnguarded(name)) return;
    const holder = this.#db.locks.get(name);
    if (holder !== undefined && holder !== this) throw new Blocked();
    this.#db.locks.set(name, this);
    this.#held.add(name);
  }

  #isUnguarded(name: string): boolean {
    return this.#db.plant === 'claim without a lock' && !name.startsWith('clients/') && name.includes('/');
  }

  #end(): void {
    this.#isOver = true;
    for (const name of this.#held) this.#db.locks.delete(name);
    this.#db.open.delete(this);
  }
}
