import { tableNames } from '#contract/rows';
import type { TableName } from '#domain/tables';
import { z } from 'zod';
import { query, type Reader } from './sqlite';
import { storedColumns } from './stored-row';
import { rowsPerStatement } from './write-rows';

const page = z.array(z.object({ rowid: z.int(), row: z.string() }));

/** Every replicated row of a file as the cache stores it, a statement's worth at a time. */
export async function* storedPages(db: Reader): AsyncGenerator<{ readonly table: TableName; readonly rows: readonly (readonly unknown[])[] }> {
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
