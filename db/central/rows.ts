import type { Put, RowKey, TableName, Tables } from '#domain/tables';
import { columnsOf, parseRow, putOf, toWire } from '../tables/codec';
import { storableValue } from '../tables/storable';
import type { ColumnKind } from '#contract/rows';
import type { TeamId, TenantId } from '#kernel/id';
import { z } from 'zod';
import type { Reader, Writer } from './open';
import type { Pipe } from './pipe';

const types: Readonly<Record<ColumnKind, string>> = { text: 'text', integer: 'bigint', boolean: 'boolean', json: 'jsonb' };

/** What a person may look for: their tenant and their teams. */
export type Within = { readonly tenant: TenantId; readonly teams: readonly TeamId[] };
/** And those of their teams that they supervise. */
export type WithinRoles = Within & { readonly supervised: readonly TeamId[] };

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
const lockOrder = ['clients', 'customers', 'identities', 'orders', 'consents', 'customer_notes', 'customer_changes', 'merges', 'conversations', 'cases', 'messages', 'remarks', 'agent_states', 'agent_days', 'filters', 'teams', 'people', 'queues', 'channels', 'macros', 'articles', 'votes', 'dispositions', 'models', 'refusals'] as const satisfies readonly TableName[];

const lockedRows = z.array(z.object({ table: z.enum(lockOrder), row: z.record(z.string(), z.unknown()) }));

/**
 * Looked up within the asker's teams alone, or within those that they supervise: one of another team takes the same work as one
 * that does not exist.
 */
const sqlWithinTeams: Readonly<Partial<Record<TableName, string>>> = { cases: '"team" = any($2::text[])', conversations: '"team" = any($2::text[])', remarks: '"team" = any($3::text[])' };

/**
 * Rows of any tables, held until the transaction ends, in one statement and in one order for everybody. Returns those that
 * exist; with a conversation comes its case, which every mutator asks for next.
 */
export async function lockAll(pipe: Pick<Pipe, 'send'>, { tenant, teams, supervised }: WithinRoles, keys: readonly RowKey[]): Promise<readonly Put[]> {
  const named = lockOrder.map((table) => ({ table, ids: keys.filter((key) => key.table === table).map(({ id }) => id) })).filter(({ ids }) => ids.length > 0);
  if (named.length === 0) return [];
  const sqlParts = named.flatMap(({ table }, index) => {
    const sqlIds = `$${index + 4}::text[]`;
    const sqlRows = sqlHeld(table, `"id" = any(${sqlIds})`);
    const sqlCases = sqlHeld('cases', `"id" in (select "case" from "conversations" where "tenant" = $1 and "id" = any(${sqlIds}))`);
    return table === 'conversations' ? [sqlRows, sqlCases] : [sqlRows];
  });
  // By their places: PostgreSQL knows a statement by the first 63 bytes of its name.
  const name = `lock ${named.map(({ table }) => lockOrder.indexOf(table).toString(36)).join('')}`;
  const answer = await pipe.send({ name, text: sqlParts.join(' union all '), values: [tenant, [...teams], [...supervised], ...named.map(({ ids }) => ids)] });
  return lockedRows.parse(answer).map(({ table, row }) => putOf(table, rowOf(table, row)));
}

/** No mutator writes these, and all who resolve read them: held so that nobody changes them meanwhile, by as many as want. */
const shared: ReadonlySet<TableName> = new Set(['queues', 'dispositions']);

function sqlHeld(table: TableName, sqlWhich: string): string {
  const sqlName = table;
  const sqlTable = quoted(table);
  const sqlHold = shared.has(table) ? 'for share' : 'for update';
  // Where they say nothing of the row, they still name the types of the values.
  const sqlWithin = `$2::text[] is not null and $3::text[] is not null and ${sqlWithinTeams[table] ?? 'true'}`;
  return `select '${sqlName}' as "table", to_jsonb(held) as "row" from (select * from ${sqlTable} where "tenant" = $1 and ${sqlWhich} and ${sqlWithin} order by "id" ${sqlHold}) as held`;
}

/** Parses what PostgreSQL answered: the row's columns and whatever else stands beside them. */
export function rowOf<Table extends TableName>(table: Table, record: unknown): Tables[Table] {
  if (typeof record !== 'object' || record === null) throw new Error(`no row of ${table}`);
  const cells = new Map<string, unknown>(Object.entries(record));
  return parseRow(table, Object.fromEntries(columnsOf(table).map(([name]) => [name, cells.get(name)])));
}

type Images<Table extends TableName> = { readonly table: Table; readonly rows: readonly Tables[Table][] };

/** Writes whole rows of one table over whatever stands there and returns the version of each. */
export async function upsertRows<Table extends TableName>(pipe: Pipe, tenant: TenantId, images: Images<Table>): Promise<ReadonlyMap<string, number>> {
  const { table } = images;
  const written = await pipe.send({ name: `upsert ${table}`, text: upserts(table, 'any'), values: [tenant, listOf(images)] });
  return new Map(writtenRows.parse(written).map((row) => [row.id, row.version]));
}

/**
 * Writes whole rows of one table, each only where the stored version is the one that the caller read (0: absent), so that
 * nobody overwrites a row that they have not seen; returns the versions at once. The transaction fails with `staleRow` when
 * one of them was written by somebody else.
 */
export function overwriteRows<Table extends TableName>(pipe: Pipe, tenant: TenantId, images: Images<Table>): ReadonlyMap<string, number> {
  const { table, rows } = images;
  void pipe.send({ name: `overwrite ${table}`, text: upserts(table, 'as-read'), values: [tenant, listOf(images), rows.length] });
  return new Map(rows.map((row) => [row.id, row.version + 1]));
}

/** What PostgreSQL says when a row to be overwritten is not the one that was read; see migration 0042. */
export const staleRow = 'OT001';

const writtenRows = z.array(z.object({ id: z.string(), version: z.number() }));

function listOf<Table extends TableName>({ table, rows }: Images<Table>): string {
  return JSON.stringify(rows.map((row) => toWire(table, row)), storableValue);
}

export async function deleteRow(tx: Writer, tenant: TenantId, key: RowKey): Promise<unknown> {
  const records: unknown[] = await tx(key.table).where({ tenant, id: key.id }).delete().returning('*');
  return records[0];
}

const statements = new Map<string, string>();

/** The text depends on the table and the precondition alone: names come from the contract, values are bound. */
function upserts(table: TableName, when: 'any' | 'as-read'): string {
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
  const sqlUpsert = `insert into ${sqlTable} ("tenant", ${sqlNames}) select $1, ${sqlCells} from jsonb_array_elements($2::jsonb) as e order by e->>0
    on conflict ("tenant", "id") do update set ${sqlSets}`;
  const sqlVersion = `(e->>${list.findIndex(([name]) => name === 'version')})::bigint`;
  const sqlAsRead = `where ${sqlTable}."version" = (select ${sqlVersion} from jsonb_array_elements($2::jsonb) as e where e->>0 = ${sqlTable}."id")`;
  const sql = when === 'any' ? `${sqlUpsert} returning "id", "version"` : `with written as (${sqlUpsert} ${sqlAsRead} returning 1) select otklik_all_written(count(*), $3) from written`;
  statements.set(key, sql);
  return sql;
}

function cell(index: number, kind: ColumnKind): string {
  return kind === 'json' ? `e->${index}` : `(e->>${index})::${types[kind]}`;
}

function quoted(name: string): string {
  return `"${name}"`;
}
