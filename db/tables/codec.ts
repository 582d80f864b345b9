import { columns, rows, type ColumnKind } from '#contract/rows';
import type { WireChange } from '#contract/protocol';
import type { Put, RowChange, TableName, Tables } from '#domain/tables';
import type { z } from 'zod';

const schemas: { readonly [Table in TableName]: z.ZodType<Tables[Table]> } = rows;

/** Columns of a table in the order in which its rows travel and are stored. */
export function columnsOf(table: TableName): readonly (readonly [name: string, kind: ColumnKind])[] {
  return ordered[table];
}

const ordered: Readonly<Record<TableName, readonly (readonly [string, ColumnKind])[]>> = {
  teams: Object.entries(columns.teams),
  people: Object.entries(columns.people),
  queues: Object.entries(columns.queues),
  channels: Object.entries(columns.channels),
  macros: Object.entries(columns.macros),
  articles: Object.entries(columns.articles),
  votes: Object.entries(columns.votes),
  customers: Object.entries(columns.customers),
  identities: Object.entries(columns.identities),
  orders: Object.entries(columns.orders),
  consents: Object.entries(columns.consents),
  customer_notes: Object.entries(columns.customer_notes),
  customer_changes: Object.entries(columns.customer_changes),
  merges: Object.entries(columns.merges),
  cases: Object.entries(columns.cases),
  conversations: Object.entries(columns.conversations),
  messages: Object.entries(columns.messages),
  agent_states: Object.entries(columns.agent_states),
  agent_days: Object.entries(columns.agent_days),
  filters: Object.entries(columns.filters),
  dispositions: Object.entries(columns.dispositions),
  models: Object.entries(columns.models),
  remarks: Object.entries(columns.remarks),
  clients: Object.entries(columns.clients),
  refusals: Object.entries(columns.refusals),
};

/** A row as the array that travels. JSON cells stay values. */
export function toWire<Table extends TableName>(table: Table, row: Tables[Table]): unknown[] {
  const cells: Readonly<Record<string, unknown>> = row;
  return columnsOf(table).map(([name]) => cells[name] ?? null);
}

/** A row that came over a wall or out of a database. Throws where it is not one. */
export function fromWire<Table extends TableName>(table: Table, values: readonly unknown[]): Tables[Table] {
  const list = columnsOf(table);
  if (values.length !== list.length) throw new Error(`a row of ${table} has ${values.length} values instead of ${list.length}`);
  const record: Record<string, unknown> = {};
  for (const [index, [name]] of list.entries()) record[name] = values[index];
  return parseRow(table, record);
}

/** Parses an object that holds exactly the columns of the table, JSON cells as values. */
export function parseRow<Table extends TableName>(table: Table, record: Readonly<Record<string, unknown>>): Tables[Table] {
  return schemas[table].parse(record);
}

/** A record of a database where JSON is text and yes is one (SQLite). Columns that are not of the row are ignored. */
export function fromTextRecord<Table extends TableName>(table: Table, record: Readonly<Record<string, unknown>>): Tables[Table] {
  return parseRow(table, Object.fromEntries(columnsOf(table).map(([name, kind]) => [name, valueCell(kind, record[name])])));
}

function valueCell(kind: ColumnKind, value: unknown): unknown {
  if (kind === 'boolean' && (value === 0 || value === 1)) return value === 1;
  const parsed: unknown = kind === 'json' && typeof value === 'string' ? JSON.parse(value) : value;
  return parsed;
}

export function changeToWire(change: RowChange): WireChange {
  return change.op === 'put' ? [change.table, 'put', toWire(change.table, change.row)] : [change.table, 'remove', change.id];
}

export function changeFromWire(wire: WireChange): RowChange {
  return wire[1] === 'put' ? putOf(wire[0], fromWire(wire[0], wire[2])) : { op: 'remove', table: wire[0], id: wire[2] };
}

/** A put of a row whose table is only known at run time. */
export function putOf<Table extends TableName>(table: Table, row: Tables[Table]): Put {
  // checked: the type parameter ties the row to its table; their pair is one of the union
  return { op: 'put', table, row } as Put;
}
