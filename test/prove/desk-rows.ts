import { snapshotLine, type SnapshotLine } from '#contract/protocol';
import { fromWire, putOf } from '#db/tables/codec';
import type { RowChange, TableName, Tables } from '#domain/tables';
import type { Position } from '#sync/local-copy';

/** The confirmed rows of one desk, in memory. */
export class DeskRows {
  readonly #tables = new Map<TableName, Map<string, Tables[TableName]>>();

  get<Table extends TableName>(table: Table, id: string): Tables[Table] | undefined {
    // checked: `apply` puts rows under the name of their own table
    return this.#tables.get(table)?.get(id) as Tables[Table] | undefined;
  }

  all<Table extends TableName>(table: Table): readonly Tables[Table][] {
    // checked: `apply` puts rows under the name of their own table
    return [...(this.#tables.get(table)?.values() ?? [])] as Tables[Table][];
  }

  /** Idempotent: a row older than the one that stands loses. */
  apply(change: RowChange): void {
    const rows = this.#tables.get(change.table) ?? new Map<string, Tables[TableName]>();
    this.#tables.set(change.table, rows);
    if (change.op === 'remove') rows.delete(change.id);
    else if ((rows.get(change.row.id)?.version ?? 0) <= change.row.version) rows.set(change.row.id, change.row);
  }

  /** Every row as one line of text, in an order of its own; equal copies have equal texts. */
  texts(): readonly string[] {
    const lines = [...this.#tables].flatMap(([table, rows]) => [...rows.values()].map((row) => `${table} ${JSON.stringify(row)}`));
    return lines.sort();
  }
}

export type Snapshot = { readonly rows: DeskRows; readonly position: Position };

/** A whole snapshot from its lines, or null where its last line is missing. */
export function readSnapshot(text: string): Snapshot | null {
  const lines = text.trimEnd().split('\n').map((line) => snapshotLine.parse(JSON.parse(line)));
  const [first] = lines;
  const last = lines.at(-1);
  if (first === undefined || !('scopes' in first) || last === undefined || !('end' in last)) return null;
  const rows = new DeskRows();
  for (const line of lines) putAll(rows, line);
  return { rows, position: { epoch: first.epoch, cursor: first.seq, scopes: first.scopes } };
}

function putAll(rows: DeskRows, line: SnapshotLine): void {
  if (!('rows' in line)) return;
  for (const row of line.rows) rows.apply(putOf(line.table, fromWire(line.table, row)));
}
