import { customerId, orderId } from '#contract/ids';
import type { CustomerId, OrderId, TeamId, TenantId } from '#kernel/id';
import type { Knex } from 'knex';
import { z } from 'zod';
import { storableValue } from '../tables/storable';
import { beyond, type IdPage } from './api-pages';
import type { Reader, Writer } from './open';
import type { Within } from './rows';

/** Tables of what other systems tell, with their columns beside the tenant. */
const things = {
  orders: [['id', 'text'], ['key', 'text'], ['customer', 'text'], ['number', 'text'], ['status', 'text'], ['total', 'bigint'], ['currency', 'text'], ['placedAt', 'bigint'], ['items', 'jsonb'], ['changedAt', 'bigint']],
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

/** Makes what was not there under its key, and replaces what was. */
export async function putThing(tx: Writer, tenant: TenantId, { table, row }: { readonly table: ThingTable; readonly row: object }): Promise<void> {
  const sqlTable = `"${table}"`;
  const sqlNames = things[table].map(([name]) => `"${name}"`).join(', ');
  const sqlTyped = things[table].map(([name, type]) => `"${name}" ${type}`).join(', ');
  const sqlSets = things[table].filter(([name]) => name !== 'id' && name !== 'key').map(([name]) => `"${name}" = excluded."${name}"`).join(', ');
  await tx.raw(
    `insert into ${sqlTable} (tenant, ${sqlNames}) select ?, ${sqlNames} from jsonb_to_record(?::jsonb) as t(${sqlTyped}) on conflict (tenant, key) do update set ${sqlSets}`,
    [tenant, JSON.stringify(row, storableValue)],
  );
}

const parsed = {
  orders: z.object({
    id: orderId, key: z.string(), customer: customerId, number: z.string(), status: z.string(), total: z.number().nullable(), currency: z.string().nullable(),
    placedAt: z.number(), items: z.array(z.strictObject({ name: z.string(), quantity: z.int() })), changedAt: z.number(),
  }),
};
export type Things = { readonly [Table in ThingTable]: z.infer<(typeof parsed)[Table]> };

type ThingPage = IdPage & { readonly customer: CustomerId | null };

/** An order belongs to its customer: who does not know that one does not know it. */
function ofTeams(teams: readonly TeamId[]): (where: Knex.QueryBuilder) => void {
  return (where) => void where.whereIn('customer', (known) => void known.from('customer_teams').whereRaw('customer_teams.tenant = orders.tenant').whereIn('team', [...teams]).select('customer'));
}

export async function orderPage(db: Reader, { tenant, teams }: Within, { customer, ...page }: ThingPage): Promise<readonly Things['orders'][]> {
  const named = customer === null ? {} : { customer };
  const found: unknown[] = await db('orders').where({ tenant, ...named }).where(ofTeams(teams)).where(beyond(page)).orderBy('id').limit(page.most);
  return found.map((row) => parsed.orders.parse(row));
}

export async function findOrder(db: Reader, { tenant, teams }: Within, key: { readonly id: OrderId }): Promise<Things['orders'] | null> {
  const found: unknown = await db('orders').where({ tenant, ...key }).where(ofTeams(teams)).first();
  return found === undefined ? null : parsed.orders.parse(found);
}

export async function orderByKey(db: Reader, tenant: TenantId, key: string): Promise<Things['orders'] | null> {
  const found: unknown = await db('orders').where({ tenant, key }).first();
  return found === undefined ? null : parsed.orders.parse(found);
}
