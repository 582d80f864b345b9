import type { Put, TableName } from '#domain/tables';
import { searchable } from '#kernel/text';
import { columnsOf, toWire } from '../tables/codec';

/** Columns that the cache adds to a table's own, in this order. */
const added: Readonly<Partial<Record<TableName, readonly string[]>>> = { conversations: ['searchText'], customers: ['searchText'] };

/** A row as the cache stores it: the values that travel, then what the cache adds. */
export function storedRow(put: Put): unknown[] {
  const values = toWire(put.table, put.row);
  if (put.table === 'conversations') return [...values, searchable(`${put.row.subject}\n${put.row.preview}`)];
  if (put.table === 'customers') return [...values, searchable([put.row.name, put.row.company, put.row.city].filter((part) => part !== null).join('\n'))];
  return values;
}

export function storedColumns(table: TableName): readonly string[] {
  return [...columnsOf(table).map(([name]) => name), ...(added[table] ?? [])];
}
