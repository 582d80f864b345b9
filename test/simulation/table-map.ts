import type { RowChange, RowKey, TableName, Tables } from '#domain/tables';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { CaseId } from '#kernel/id';
import { keyText, type Loaded } from '#sync/change';

type Row = Tables[TableName];

/** Rows by key, as a durable store of a simulated process. */
export class TableMap {
  readonly rows = new Map<string, { readonly table: TableName; readonly row: Row }>();

  copy(): TableMap {
    const twin = new TableMap();
    for (const [key, value] of this.rows) twin.rows.set(key, value);
    return twin;
  }

  has(key: RowKey): boolean {
    return this.rows.has(keyText(key));
  }

  version(key: RowKey): number {
    return this.rows.get(keyText(key))?.row.version ?? 0;
  }

  load(keys: readonly RowKey[], loaded: Loaded): void {
    for (const key of keys) loaded.set(key.table, key.id, this.rows.get(keyText(key))?.row ?? null);
  }

  apply(change: RowChange): void {
    if (change.op === 'put') this.rows.set(keyText({ table: change.table, id: change.row.id }), { table: change.table, row: change.row });
    else this.#remove(change);
  }

  /** A conversation takes its messages with it. */
  #remove(key: RowKey): void {
    this.rows.delete(keyText(key));
    if (key.table !== 'conversations') return;
    for (const [name, { row }] of this.rows) if ('conversation' in row && row.conversation === key.id) this.rows.delete(name);
  }

  conversationsOf(id: CaseId): readonly ConversationRow[] {
    return this.all('conversations').filter((row): row is ConversationRow => 'case' in row && row.case === id);
  }

  all(table: TableName): readonly Row[] {
    return [...this.rows.values()].filter((entry) => entry.table === table).map((entry) => entry.row);
  }
}

/** A change that restores what is stored under the key, or its absence. */
export function imageOf(store: TableMap, key: RowKey): RowChange {
  const entry = store.rows.get(keyText(key));
  // The entry's table names the type of its row: both were stored together.
  return entry === undefined ? { op: 'remove', ...key } : ({ op: 'put', table: entry.table, row: entry.row } as RowChange);
}
