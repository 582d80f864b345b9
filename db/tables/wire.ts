import type { WireChange } from '#contract/protocol';
import { columns, rows } from '#contract/rows';
import type { Put, RowChange, TableName, Tables } from '#domain/tables';

/** The names of a table's columns in the order in which rows travel and are stored. */
export const columnsOf: Readonly<Record<TableName, readonly string[]>> = {
  teams: Object.keys(columns.teams),
  people: Object.keys(columns.people),
  queues: Object.keys(columns.queues),
  channels: Object.keys(columns.channels),
  customers: Object.keys(columns.customers),
  identities: Object.keys(columns.identities),
  cases: Object.keys(columns.cases),
  conversations: Object.keys(columns.conversations),
  messages: Object.keys(columns.messages),
  clients: Object.keys(columns.clients),
  refusals: Object.keys(columns.refusals),
};

/** Columns that hold JSON, by table. */
export const jsonColumnsOf: Readonly<Record<TableName, readonly string[]>> = {
  teams: jsonNames(columns.teams),
  people: jsonNames(columns.people),
  queues: jsonNames(columns.queues),
  channels: jsonNames(columns.channels),
  customers: jsonNames(columns.customers),
  identities: jsonNames(columns.identities),
  cases: jsonNames(columns.cases),
  conversations: jsonNames(columns.conversations),
  messages: jsonNames(columns.messages),
  clients: jsonNames(columns.clients),
  refusals: jsonNames(columns.refusals),
};

function jsonNames(kinds: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(kinds).filter((name) => kinds[name] === 'json');
}

/** A row's values in the order of its table's columns. */
export function toWire<Table extends TableName>(table: Table, row: Tables[Table]): unknown[] {
  const values = new Map<string, unknown>(Object.entries(row));
  return columnsOf[table].map((name) => values.get(name) ?? null);
}

/** The row that travelled as values, parsed by the schema of its table. Throws on values that are no such row. */
export function fromWire(table: TableName, values: readonly unknown[]): Put {
  const names = columnsOf[table];
  return parsePut[table](Object.fromEntries(names.map((name, place) => [name, values[place]])));
}

export function changeToWire(change: RowChange): WireChange {
  return change.op === 'put' ? [change.table, 'put', toWire(change.table, change.row)] : [change.table, 'remove', change.id];
}

export function changeFromWire(change: WireChange): RowChange {
  return change[1] === 'put' ? fromWire(change[0], change[2]) : { op: 'remove', table: change[0], id: change[2] };
}

/** Parses an object as a row of the named table. */
export const parsePut: { readonly [Table in TableName]: (row: unknown) => Extract<Put, { table: Table }> } = {
  teams: (row) => ({ op: 'put', table: 'teams', row: rows.teams.parse(row) }),
  people: (row) => ({ op: 'put', table: 'people', row: rows.people.parse(row) }),
  queues: (row) => ({ op: 'put', table: 'queues', row: rows.queues.parse(row) }),
  channels: (row) => ({ op: 'put', table: 'channels', row: rows.channels.parse(row) }),
  customers: (row) => ({ op: 'put', table: 'customers', row: rows.customers.parse(row) }),
  identities: (row) => ({ op: 'put', table: 'identities', row: rows.identities.parse(row) }),
  cases: (row) => ({ op: 'put', table: 'cases', row: rows.cases.parse(row) }),
  conversations: (row) => ({ op: 'put', table: 'conversations', row: rows.conversations.parse(row) }),
  messages: (row) => ({ op: 'put', table: 'messages', row: rows.messages.parse(row) }),
  clients: (row) => ({ op: 'put', table: 'clients', row: rows.clients.parse(row) }),
  refusals: (row) => ({ op: 'put', table: 'refusals', row: rows.refusals.parse(row) }),
};
