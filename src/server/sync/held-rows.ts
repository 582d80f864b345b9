import type { Writer } from '#db/central/open';
import { lockAll, type Within } from '#db/central/rows';
import type { RowChange, RowKey } from '#domain/tables';
import { keyOf, keyText, Loaded } from '#sync/change';
import type { LoadRows } from '#sync/perform';

/**
 * The rows that a transaction works on: each is locked once, many a statement, and what mutators change is kept here until
 * all of it is written at the end. A mutator sees what those before it in the transaction did.
 */
export class HeldRows {
  readonly #tx: Writer;
  readonly #within: Within;
  readonly #changed = new Map<string, RowChange>();
  readonly rows = new Loaded();

  constructor(tx: Writer, within: Within) {
    this.#tx = tx;
    this.#within = within;
  }

  readonly load: LoadRows = async (keys, loaded) => {
    await this.hold(keys);
    for (const { table, id } of keys) loaded.set(table, id, this.rows.get(table, id) ?? null);
  };

  /** Locks and reads those that are not held yet. */
  async hold(keys: readonly RowKey[]): Promise<void> {
    const missing = keys.filter((key) => !this.rows.knows(key));
    if (missing.length === 0) return;
    for (const { table, id } of missing) this.rows.set(table, id, null);
    for (const { table, row } of await lockAll(this.#tx, this.#within, missing)) this.rows.set(table, row.id, row);
  }

  change(changes: readonly RowChange[]): void {
    for (const change of changes) {
      const key = keyOf(change);
      this.rows.set(key.table, key.id, change.op === 'put' ? change.row : null);
      this.#changed.set(keyText(key), change);
    }
  }

  /** Every row that changed, as it ended; versions are those that were read. */
  get changes(): readonly RowChange[] {
    return [...this.#changed.values()];
  }
}
