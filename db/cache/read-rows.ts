import { fromTextRecord } from '../tables/codec';
import type { TableName, Tables } from '#domain/tables';
import { z } from 'zod';
import { DamagedFileError } from './damage';
import { query, type Reader, type Statement, type Writer } from './sqlite';

const record = z.record(z.string(), z.unknown());

/** Rows of one table that a statement selected with all their columns. */
export async function readRows<Table extends TableName>(db: Reader | Writer, table: Table, statement: Statement): Promise<readonly Tables[Table][]> {
  const rows = await query(db, statement);
  return rows.map((row) => intact(table, () => record.parse(row)));
}

/** What we stored we can read: a row that does not parse was damaged. */
export function intact<Table extends TableName>(table: Table, read: () => Readonly<Record<string, unknown>>): Tables[Table] {
  try {
    return fromTextRecord(table, read());
  } catch (error) {
    throw new DamagedFileError(`a row of ${table} does not parse`, { cause: error });
  }
}

/** Rows by their ids, in no order; ids that are not here are left out. */
export async function readByIds<Table extends TableName>(db: Reader | Writer, table: Table, ids: readonly string[]): Promise<readonly Tables[Table][]> {
  if (ids.length === 0) return [];
  const sqlTable = table;
  return readRows(db, table, { sql: `select * from ${sqlTable} where "id" in (select "value" from json_each(?))`, bindings: [JSON.stringify(ids)] });
}

export async function readById<Table extends TableName>(db: Reader | Writer, table: Table, id: string): Promise<Tables[Table] | null> {
  const sqlTable = table;
  const rows = await readRows(db, table, { sql: `select * from ${sqlTable} where "id" = ?`, bindings: [id] });
  return rows[0] ?? null;
}
