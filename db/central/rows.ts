import type { Put, RowKey, TableName, Tables } from '#domain/tables';
import { columnsOf, parseRow, putOf, toWire } from '../tables/codec';
import { storableValue } from '../tables/storable';
import type { ColumnKind } from '#contract/rows';
import type { TeamId, TenantId } from '#kernel/id';
import { z } from 'zod';
import type { Reader, Writer } from './open';

const types: Readonly<Record<ColumnKind, string>> = { text: 'text', integer: 'bigint', json: 'jsonb' };

/** What a person may look for: their tenant and their teams. */
export type Within = { readonly tenant: TenantId; readonly teams: readonly TeamId[] };

/** One row of a tenant. */
export async function loadRow<Table extends TableName>(db: Reader, tenant: TenantId, key: { readonly table: Table; readonly id: string }): Promise<Tables[Table] | null> {
  const record: unknown = await db(key.table).where({ tenant, id: key.id }).first();
  return record === undefined ? null : rowOf(key.table, record);
}

/** One row, held until the transaction ends. */
export async function lockRow<Table extends TableName>(tx: Writer, tenant: TenantId, key: { readonly table: Table; readonly id: string }): Promise<Tables[Table] | null> {
  const record: unknown = await tx(key.table).where({ tenant, id: key.id }).forUpdate().first();
  return record === undefined ? null : rowOf(key.table, record);
}

/** Holds rows in one order for everybody, so that two transactions do not wait for each other. Returns those that exist. */
export async function lockRows<Table extends TableName>(tx: Writer, tenant: TenantId, named: { readonly table: Table; readonly ids: readonly string[] }): Promise<readonly Tables[Table][]> {
  if (named.ids.length === 0) return [];
  const records: unknown[] = await tx(named.table).where({ tenant }).whereIn('id', [...named.ids]).orderBy('id').forUpdate();
  return records.map((record) => rowOf(named.table, record));
}

/** The order in which rows of several tables are locked: a client's row first, so that its sockets take turns. */
const lockOrder = ['clients', 'customers', 'identities', 'conversations', 'cases', 'messages', 'teams', 'people', 'queues', 'channels', 'refusals'] as const satisfies readonly TableName[];

const lockedRows = z.array(z.object({ table: z.enum(lockOrder), row: z.record(z.string(), z.unknown()) }));

/** Looked up within the asker's teams alone: one of another team takes the same work as one that does not exist. */
const ofOneTeam: ReadonlySet<TableName> = new Set(['cases', 'conversations']);

/** Rows of any tables, held until the transaction ends, in one statement and in one order for everybody. Returns those that exist. */
export async function lockAll(tx: Writer, { tenant, teams }: Within, keys: readonly RowKey[]): Promise<readonly Put[]> {
  const named = lockOrder.map((table) => ({ table, ids: keys.filter((key) => key.table === table).map(({ id }) => id) })).filter(({ ids }) => ids.length > 0);
  if (named.length === 0) return [];
  const sqlTables = named.map(({ table: sqlName }) => {
    const sqlTable = quoted(sqlName);
    const sqlWithin = ofOneTeam.has(sqlName) ? 'and "team" = any(?::text[])' : '';
    return `select '${sqlName}' as "table", to_jsonb(held) as "row" from (select * from ${sqlTable} where "tenant" = ? and "id" = any(?::text[]) ${sqlWithin} order by "id" for update) as held`;
  });
  const sql = sqlTables.join(' union all ');
  const answer: { rows: unknown } = await tx.raw(sql, named.flatMap(({ table, ids }) => (ofOneTeam.has(table) ? [tenant, ids, [...teams]] : [tenant, ids])));
  return lockedRows.parse(answer.rows).map(({ table, row }) => putOf(table, rowOf(table, row)));
}

/** Parses what PostgreSQL answered: the row's columns and whatever else stands beside them. */
export function rowOf<Table extends TableName>(table: Table, record: unknown): Tables[Table] {
  if (typeof record !== 'object' || record === null) throw new Error(`no row of ${table}`);
  const cells = new Map<string, unknown>(Object.entries(record));
  return parseRow(table, Object.fromEntries(columnsOf(table).map(([name]) => [name, cells.get(name)])));
}

/**
 * `any`: the caller's image wins. `as-read`: only where the stored version is the one that the caller read (0: absent), so
 * that nobody overwrites a row that they have not seen.
 */
export type Precondition = 'any' | 'as-read';

/** Writes whole rows of one table and returns the version of each that was written. */
export async function upsertRows<Table extends TableName>(
  tx: Writer,
  tenant: TenantId,
  images: { readonly table: Table; readonly rows: readonly Tables[Table][]; readonly when: Precondition },
): Promise<ReadonlyMap<string, number>> {
  const list = JSON.stringify(images.rows.map((row) => toWire(images.table, row)), storableValue);
  const bindings = images.when === 'any' ? [tenant, list] : [tenant, list, list];
  const answer: { rows: { id: string; version: number }[] } = await tx.raw(upserts(images.table, images.when), bindings);
  return new Map(answer.rows.map((row) => [row.id, row.version]));
}

export async function deleteRow(tx: Writer, tenant: TenantId, key: RowKey): Promise<unknown> {
  const records: unknown[] = await tx(key.table).where({ tenant, id: key.id }).delete().returning('*');
  return records[0];
}

const statements = new Map<string, string>();

/** The text depends on the table and the precondition alone: names come from the contract, values are bound. */
function upserts(table: TableName, when: Precondition): string {
  const key = `${table} ${when}`;
  const known = statements.get(key);
  if (known !== undefined) return known;
  const list = columnsOf(table);
  const sqlTable = quoted(table);
  const sqlNames = list.map(([name]) => quoted(name)).join(', ');
  const sqlCells = list.map(([name, kind], index) => (name === 'version' ? '1' : cell(index, kind))).join(', ');
  const sqlSets = list
    .filter(([name]) => name !== 'id')
    .map(([name]) => (name === 'version' ? `"version" = ${sqlTable}."version" + 1` : `${quoted(name)} = excluded.${quoted(name)}`))
    .join(', ');
  const sqlVersion = `(e->>${list.findIndex(([name]) => name === 'version')})::bigint`;
  const sqlWhen = when === 'any' ? '' : `where ${sqlTable}."version" = (select ${sqlVersion} from jsonb_array_elements(?::jsonb) as e where e->>0 = ${sqlTable}."id")`;
  const sql = `insert into ${sqlTable} ("tenant", ${sqlNames}) select ?, ${sqlCells} from jsonb_array_elements(?::jsonb) as e order by e->>0
    on conflict ("tenant", "id") do update set ${sqlSets} ${sqlWhen} returning "id", "version"`;
  statements.set(key, sql);
  return sql;
}

function cell(index: number, kind: ColumnKind): string {
  return kind === 'json' ? `e->${index}` : `(e->>${index})::${types[kind]}`;
}

function quoted(name: string): string {
  return `"${name}"`;
}
