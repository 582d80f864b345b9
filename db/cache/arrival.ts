import type { Put, TableName } from '#domain/tables';
import { tableNames } from '#contract/rows';
import type { PersonId } from '#kernel/id';
import type { Position } from '#sync/local-copy';
import { sqlMove } from './position';
import type { Statement } from './sqlite';
import { isSource, sqlIndex, writtenRow } from './search/sources';
import { sqlUpsert } from './write-rows';

/** Rows that came, and where the copy stands with them; null: where it stood. */
export type Arrived = { readonly puts: readonly Put[]; readonly position: Position | null };

export const nothing: Arrived = { puts: [], position: null };

/** More rows than this are written a table at a time: one statement must not hold the file for long. */
const most = 100;

const sqlColumns = tableNames.map((table) => `"${table}"`).join(', ');
const sqlMarks = tableNames.map(() => '?').join(', ');
const sqlNothing = tableNames.map(() => 'null').join(', ');
const sqlRows = tableNames.flatMap((table) => [sqlUpsert(table, `new."${table}"`), ...(isSource(table) ? [sqlIndex(table, `new."${table}"`)] : [])]).join(';\n');

/**
 * A door into the copy: one insert into it writes rows of all tables and the position, and SQLite does all of it or nothing.
 * It belongs to the connection, not to the file.
 */
export const arrivalDoor: readonly string[] = [
  `create temp view arrival ("person", "epoch", "cursor", "scopes", ${sqlColumns}) as select null, null, null, null, ${sqlNothing}`,
  `create temp trigger arrived instead of insert on arrival begin
    ${sqlRows};
    ${sqlMove('new."person", new."epoch", new."cursor", new."scopes"')}; end`,
];

const sqlArrive = `insert into arrival ("person", "epoch", "cursor", "scopes", ${sqlColumns}) values (?, ?, ?, ?, ${sqlMarks})`;

/** The one statement that writes all of it; null where there is too much, or no position. */
export function arrivalStatement(person: PersonId, { puts, position }: Arrived): Statement | null {
  if (position === null || puts.length > most) return null;
  const rows = new Map<TableName, unknown[][]>();
  for (const put of puts) rows.set(put.table, [...(rows.get(put.table) ?? []), writtenRow(put)]);
  const cells = tableNames.map((table) => (rows.has(table) ? JSON.stringify(rows.get(table)) : null));
  return { sql: sqlArrive, bindings: [person, position.epoch, position.cursor, JSON.stringify(position.scopes), ...cells] };
}
