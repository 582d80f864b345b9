import { belongings } from '#domain/customer/belonging';
import type { RowChange, TableName } from '#domain/tables';
import { run, type Writer } from './sqlite';
import { beginFilling } from './search/waiting';
import { isSource, sqlIndex, writtenRow, type Source } from './search/sources';
import { storedColumns } from './stored-row';

/** Rows per statement: one statement holds the event loop for 2 to 6 ms at most. */
export const rowsPerStatement = 500;

/** What comes after a long absence is shown first and found soon. */
const mostIndexed = 1000;

/** Writes changes in order, many rows a statement. A row older than the stored one loses. */
export async function writeRows(tx: Writer, changes: readonly RowChange[]): Promise<void> {
  const isMany = changes.length > mostIndexed;
  if (isMany) await beginFilling(tx, 'all');
  for (const batch of batches(changes)) {
    if (batch.op === 'put') await (isMany ? putRows : putAndIndex)(tx, batch.table, batch.rows);
    else await removeRows(tx, batch.table, batch.ids);
  }
  const left = changes.flatMap((change) => (change.op === 'remove' && change.table === 'customers' ? [change.id] : []));
  if (left.length > 0) await forgetLeft(tx, left);
}

/** `rows`: as `writtenRow` made them. */
async function putAndIndex(tx: Writer, table: TableName, rows: readonly (readonly unknown[])[]): Promise<void> {
  await putRows(tx, table, rows);
  if (isSource(table)) await indexRows(tx, table, rows);
}

export async function indexRows(tx: Writer, table: Source, rows: readonly (readonly unknown[])[]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    await run(tx, { sql: sqlIndex(table, '?'), bindings: [JSON.stringify(rows.slice(start, start + rowsPerStatement))] });
  }
}

/** `rows`: as `storedRow` made them. Search does not know them before they are filled in. */
export async function putRows(tx: Writer, table: TableName, rows: readonly (readonly unknown[])[]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    await run(tx, { sql: upsert(table), bindings: [JSON.stringify(rows.slice(start, start + rowsPerStatement))] });
  }
}

/** What hangs on these customers goes along. */
export async function removeCustomers(tx: Writer, ids: readonly string[]): Promise<void> {
  const bindings = [JSON.stringify(ids)];
  for (const sqlTable of belongings) await run(tx, { sql: `delete from ${sqlTable} where "customer" in (select "value" from json_each(?))`, bindings });
  await run(tx, { sql: 'delete from customers where "id" in (select "value" from json_each(?))', bindings });
}

/**
 * What came of customers who are gone, and what is known of them. Who left and came back among the same changes keeps it: what other
 * teams had to do with them the server tells with the history alone.
 */
async function forgetLeft(tx: Writer, ids: readonly string[]): Promise<void> {
  const bindings = [JSON.stringify(ids)];
  const sqlGone = `in (select "value" from json_each(?) where "value" not in (select "id" from customers))`;
  for (const sqlTable of [...belongings, 'stubs']) await run(tx, { sql: `delete from ${sqlTable} where "customer" ${sqlGone}`, bindings });
  await run(tx, { sql: `delete from whole where "id" ${sqlGone}`, bindings });
}

async function removeRows(tx: Writer, table: TableName, ids: readonly string[]): Promise<void> {
  if (table === 'customers') return removeCustomers(tx, ids);
  const sqlTable = table;
  for (let start = 0; start < ids.length; start += rowsPerStatement) {
    const bindings = [JSON.stringify(ids.slice(start, start + rowsPerStatement))];
    await run(tx, { sql: `delete from ${sqlTable} where "id" in (select "value" from json_each(?))`, bindings });
    if (table !== 'conversations') continue;
    // What hangs on a conversation leaves with it: the server tells one removal, however many messages there are.
    await run(tx, { sql: `delete from messages where "conversation" in (select "value" from json_each(?))`, bindings });
    await run(tx, { sql: `delete from whole where "id" in (select "value" from json_each(?))`, bindings });
  }
}

type Batch =
  | { readonly op: 'put'; readonly table: TableName; readonly rows: unknown[][] }
  | { readonly op: 'remove'; readonly table: TableName; readonly ids: string[] };

/**
 * Changes of one table and one kind go into one statement. The order of changes to one row stays; between tables it matters
 * only where a conversation takes its messages away with it, and a customer what hangs on them: those that come after the removal
 * stay.
 */
function batches(changes: readonly RowChange[]): readonly Batch[] {
  const made: Batch[] = [];
  const open = new Map<TableName, Batch>();
  for (const change of changes) {
    const takesMessages = change.op === 'remove' && change.table === 'conversations';
    if (takesMessages) open.delete('messages');
    if (change.op === 'remove' && change.table === 'customers') for (const table of belongings) open.delete(table);
    const last = open.get(change.table);
    if (change.op === 'put' && last?.op === 'put') last.rows.push(writtenRow(change));
    else if (change.op === 'remove' && last?.op === 'remove') last.ids.push(change.id);
    else {
      const batch: Batch = change.op === 'put' ? { op: 'put', table: change.table, rows: [writtenRow(change)] } : { op: 'remove', table: change.table, ids: [change.id] };
      made.push(batch);
      open.set(change.table, batch);
    }
  }
  return made;
}

const upserts = new Map<TableName, string>();

function upsert(table: TableName): string {
  const sqlKnown = upserts.get(table) ?? sqlUpsert(table, '?');
  upserts.set(table, sqlKnown);
  return sqlKnown;
}

/** `sqlRows`: where the rows are, a JSON array of what `storedRow` or `writtenRow` made. */
export function sqlUpsert(table: TableName, sqlRows: string): string {
  const names = storedColumns(table);
  const sqlTable = table;
  const sqlNames = names.map((name) => `"${name}"`).join(', ');
  const sqlValues = names.map((_name, place) => `"value" ->> '$[${place}]'`).join(', ');
  const sqlSets = names.filter((name) => name !== 'id').map((name) => `"${name}" = excluded."${name}"`).join(', ');
  return `insert into ${sqlTable} (${sqlNames}) select ${sqlValues} from jsonb_each(${sqlRows}) where true
    on conflict ("id") do update set ${sqlSets} where excluded."version" >= ${sqlTable}."version"`;
}
