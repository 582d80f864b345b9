import type { TenantId } from '#kernel/id';
import { storableValue } from '../tables/storable';
import type { Writer } from './open';

/** Tables of what other systems tell, with their columns beside the tenant. */
const things = {
  orders: [['id', 'text'], ['key', 'text'], ['customer', 'text'], ['number', 'text'], ['status', 'text'], ['total', 'bigint'], ['currency', 'text'], ['placedAt', 'bigint'], ['items', 'jsonb'], ['changedAt', 'bigint']],
  articles: [['id', 'text'], ['key', 'text'], ['title', 'text'], ['text', 'text'], ['language', 'text'], ['category', 'text'], ['changedAt', 'bigint']],
  macros: [['id', 'text'], ['key', 'text'], ['title', 'text'], ['text', 'text'], ['language', 'text'], ['changedAt', 'bigint']],
} as const satisfies Readonly<Record<string, readonly (readonly [string, string])[]>>;

export type ThingTable = keyof typeof things;

/** Adds rows whose key is not known yet; answers how many there were. */
export async function addThings(tx: Writer, tenant: TenantId, { table, rows }: { readonly table: ThingTable; readonly rows: readonly object[] }): Promise<number> {
  if (rows.length === 0) return 0;
  const sqlTable = `"${table}"`;
  const sqlNames = things[table].map(([name]) => `"${name}"`).join(', ');
  const sqlTyped = things[table].map(([name, type]) => `"${name}" ${type}`).join(', ');
  const answer: { rowCount: number } = await tx.raw(
    `insert into ${sqlTable} (tenant, ${sqlNames}) select ?, ${sqlNames} from jsonb_to_recordset(?::jsonb) as t(${sqlTyped}) on conflict (tenant, key) do nothing`,
    [tenant, JSON.stringify(rows, storableValue)],
  );
  return answer.rowCount;
}
