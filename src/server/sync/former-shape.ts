import { wireChange, type WireChange } from '#contract/protocol';
import type { TableName } from '#domain/tables';
import { z } from 'zod';

/**
 * What a former schema lacks: whole tables, and the columns behind the first `columns[table]` ones of a table. New columns are
 * appended, so a row is cut to its former length. A desk takes a table that it does not know, or a longer row, for a broken frame.
 */
export type Lacking = { readonly tables: readonly TableName[]; readonly columns: { readonly [Table in TableName]?: number } };

/** What schema 3 knew nothing of. */
export const lackingInThird: Lacking = { tables: [], columns: {} };

export type FormerShape = {
  readonly knows: (table: TableName) => boolean;
  /** `part`: the inside of an array of changes. */
  readonly changes: (part: string) => string;
  /** Null for a row of a table that it does not know. */
  readonly change: (change: WireChange) => WireChange | null;
  /** `row`: a row of a table that it knows, as it travels in a snapshot. */
  readonly row: (table: TableName, row: string) => string;
};

const changesOf = z.array(wireChange);
const cells = z.array(z.unknown());

export function formerShape({ tables, columns }: Lacking): FormerShape {
  const unknown = new Set<TableName>(tables);
  const touched = [...tables, ...Object.keys(columns)];
  /** Stands in every text that names such a table, and in few others. */
  const sign = new RegExp(touched.map((table) => `\\["${table}",`).join('|'));
  const change = ([table, op, what]: WireChange): WireChange | null => {
    if (unknown.has(table)) return null;
    return op === 'put' ? [table, op, cut(what, columns[table])] : [table, op, what];
  };
  return {
    knows: (table) => !unknown.has(table),
    change,
    changes: (part) => {
      if (touched.length === 0 || !sign.test(part)) return part;
      const known = changesOf.parse(JSON.parse(`[${part}]`)).map(change).filter((told) => told !== null);
      return JSON.stringify(known).slice(1, -1);
    },
    row: (table, row) => (columns[table] === undefined ? row : JSON.stringify(cut(cells.parse(JSON.parse(row)), columns[table]))),
  };
}

function cut(row: unknown[], known: number | undefined): unknown[] {
  return known === undefined ? row : row.slice(0, known);
}
