import type { Put, RowKey, TableName } from '#domain/tables';
import { tableNames } from '#contract/rows';
import { z } from 'zod';
import { columnsOf, putOf } from '../tables/codec';
import { intact } from './read-rows';
import { query, type Reader, type Writer } from './sqlite';

/** The table and the row as one text: so one statement answers with rows of several tables. */
export function sqlTold(table: TableName): string {
  const sqlCells = columnsOf(table).map(([name]) => `"${name}"`).join(', ');
  return `'${table}' as "table", json_array(${sqlCells}) as "row"`;
}

export function toldRow(table: TableName, text: string): Put {
  return putOf(table, intact(table, () => {
    const cells = z.array(z.unknown()).parse(JSON.parse(text));
    return Object.fromEntries(columnsOf(table).map(([name], place) => [name, cells[place]]));
  }));
}

const told = z.array(z.object({ table: z.enum(tableNames), row: z.string() }));

/** These rows, where they are here, in one statement and in no order. A conversation brings its case: who asks for it asks for that next. */
export async function readByKeys(db: Reader | Writer, keys: readonly RowKey[]): Promise<readonly Put[]> {
  if (keys.length === 0) return [];
  const parts = [...idsByTable(keys)].flatMap(([table, ids]) => selectsOf(table).map((sqlSelect) => ({ sqlSelect, ids: JSON.stringify(ids) })));
  const sql = parts.map(({ sqlSelect }) => sqlSelect).join(' union all ');
  const rows = told.parse(await query(db, { sql, bindings: parts.map(({ ids }) => ids) }));
  return rows.map(({ table, row }) => toldRow(table, row));
}

function idsByTable(keys: readonly RowKey[]): ReadonlyMap<TableName, readonly string[]> {
  const ids = new Map<TableName, string[]>();
  for (const { table, id } of keys) ids.set(table, [...(ids.get(table) ?? []), id]);
  return ids;
}

const sqlAsked = '(select "value" from json_each(?))';

function selectsOf(table: TableName): readonly string[] {
  const sqlTable = table;
  const sqlOwn = `select ${sqlTold(table)} from ${sqlTable} where "id" in ${sqlAsked}`;
  if (table !== 'conversations') return [sqlOwn];
  return [sqlOwn, `select ${sqlTold('cases')} from cases where "id" in (select "case" from conversations where "id" in ${sqlAsked})`];
}
