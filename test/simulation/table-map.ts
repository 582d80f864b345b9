import { putOf } from '#db/tables/codec';
import type { Put, Remove, RowChange, RowKey, TableName, Tables } from '#domain/tables';
import { keyOf, type Loaded } from '#sync/change';

type Row = Tables[TableName];

/** Rows by key, as a durable store of a simulated process. */
export class TableMap {
  readonly #tables = new Map<TableName, Map<string, Row>>();

  copy(): TableMap {
    const twin = new TableMap();
    for (const [table, rows] of this.#tables) twin.#tables.set(table, new Map(rows));
    return twin;
  }

  get size(): number {
    let size = 0;
    for (const rows of this.#tables.values()) size += rows.size;
    return size;
  }

  get<Table extends TableName>(table: Table, id: string): Tables[Table] | undefined {
    // checked: `apply` keeps each row under the table that its change names
    return this.#tables.get(table)?.get(id) as Tables[Table] | undefined;
  }

  all<Table extends TableName>(table: Table): readonly Tables[Table][] {
    // checked: as in `get`
    return [...(this.#tables.get(table)?.values() ?? [])] as Tables[Table][];
  }

  version(key: RowKey): number {
    return this.get(key.table, key.id)?.version ?? 0;
  }

  load(keys: readonly RowKey[], loaded: Loaded): void {
    for (const { table, id } of keys) loaded.set(table, id, this.get(table, id) ?? null);
  }

  /** A change that restores what is stored under the key now, or its absence. */
  image({ table, id }: RowKey): Put | Remove {
    const row = this.get(table, id);
    return row === undefined ? { op: 'remove', table, id } : putOf(table, row);
  }

  /** Answers what undoes the change. */
  apply(change: RowChange): RowChange {
    const before = this.image(keyOf(change));
    const rows = this.#tables.get(change.table) ?? new Map<string, Row>();
    if (change.op === 'put') rows.set(change.row.id, change.row);
    else rows.delete(change.id);
    this.#tables.set(change.table, rows);
    return before;
  }

  *puts(): Generator<Put> {
    for (const [table, rows] of this.#tables) for (const row of rows.values()) yield putOf(table, row);
  }
}
