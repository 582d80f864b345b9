import { tableNames } from '#contract/rows';
import type { TableName } from '#domain/tables';
import { z } from 'zod';
import { query, type Reader, type Writer } from './sqlite';
import { storedColumns } from './stored-row';
import { putRows, removeCustomers, rowsPerStatement } from './write-rows';

const page = z.array(z.object({ rowid: z.int(), row: z.string() }));

/** Every replicated row of a file as the cache stores it, a statement's worth at a time. */
async function* storedPages(db: Reader): AsyncGenerator<{ readonly table: TableName; readonly rows: readonly (readonly unknown[])[] }> {
  for (const table of tableNames) {
    const sqlTable = table;
    const sqlCells = storedColumns(table).map((name) => `"${name}"`).join(', ');
    for (let after = 0, count = rowsPerStatement; count === rowsPerStatement; ) {
      const sql = `select rowid, json_array(${sqlCells}) as "row" from ${sqlTable} where rowid > ? order by rowid limit ?`;
      const found = page.parse(await query(db, { sql, bindings: [after, rowsPerStatement] }));
      count = found.length;
      after = found.at(-1)?.rowid ?? after;
      if (count > 0) yield { table, rows: found.map(({ row }) => z.array(z.unknown()).parse(JSON.parse(row))) };
    }
  }
}

/**
 * Adds the rows of scopes that are entered. Customers come whole: what hung on them here before was told to a scope that may be left
 * by now, and need not be true any more.
 */
export async function takeIn(tx: Writer, file: Reader): Promise<void> {
  for await (const { table, rows } of storedPages(file)) {
    if (table === 'customers') await removeCustomers(tx, rows.map(([id]) => String(id)));
    await putRows(tx, table, rows);
  }
}
