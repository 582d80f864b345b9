import type { Writer } from '#db/central/open';
import type { Pipe } from '#db/central/pipe';
import { lockAll, type WithinRoles } from '#db/central/rows';
import { lockConversationsOf, standingOf } from '#db/central/visibility';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { Put, RowChange, RowKey, TableName } from '#domain/tables';
import type { CaseId } from '#kernel/id';
import { keyOf, keyText, Loaded } from '#sync/change';
import type { LoadRows } from '#sync/perform';
import type { Stood } from '#sync/placement';

/**
 * The rows that a transaction works on: each is locked once, many a statement, and what mutators change is kept here until
 * all of it is written at the end. A mutator sees what those before it in the transaction did.
 */
export class HeldRows {
  readonly #pipe: Pipe;
  readonly #within: WithinRoles;
  /** As they were read. */
  readonly #stood = new Loaded();
  readonly #changed = new Map<string, RowChange>();
  readonly rows = new Loaded();

  constructor(pipe: Pipe, within: WithinRoles) {
    this.#pipe = pipe;
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
    this.note(await lockAll(this.#pipe, this.#within, missing));
  }

  /** Every conversation of a case that was held before: they stand in one team. */
  async conversationsOf(tx: Writer, id: CaseId): Promise<readonly ConversationRow[]> {
    const conversations = await lockConversationsOf(tx, this.#within.tenant, [id]);
    this.note(conversations.map((row) => ({ op: 'put', table: 'conversations', row })));
    return conversations;
  }

  /** Rows that this transaction locked and read. */
  note(rows: readonly Put[]): void {
    for (const { table, row } of rows) {
      // A case comes with its conversation; one that is held already may have been changed here.
      if (this.#stood.get(table, row.id) !== undefined) continue;
      this.rows.set(table, row.id, row);
      this.#stood.set(table, row.id, row);
    }
  }

  change(changes: readonly RowChange[]): void {
    for (const change of changes) {
      const key = keyOf(change);
      this.rows.set(key.table, key.id, change.op === 'put' ? change.row : null);
      this.#changed.set(keyText(key), change);
    }
  }

  /** Where rows stood before they were changed here; those that did not exist are left out. */
  standing(table: TableName, ids: readonly string[]): ReadonlyMap<string, Stood> {
    const stood = new Map<string, Stood>();
    for (const id of ids) {
      const standing = standingOf(table, this.#stood.get(table, id));
      if (standing !== null) stood.set(id, standing);
    }
    return stood;
  }

  /** Every row that changed, as it ended; versions are those that were read. */
  get changes(): readonly RowChange[] {
    return [...this.#changed.values()];
  }
}
