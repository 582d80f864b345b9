import type { OrderRow } from '#domain/customer/order';
import type { CustomerId, OrderId, TeamId, TenantId } from '#kernel/id';
import type { Knex } from 'knex';
import { beyond, type IdPage } from './api-pages';
import type { Reader, Writer } from './open';
import { rowOf, type Within } from './rows';

type OrderPage = IdPage & { readonly customer: CustomerId | null };

/** An order belongs to its customer: who does not know that one does not know it. */
function ofTeams(teams: readonly TeamId[]): (where: Knex.QueryBuilder) => void {
  return (where) => void where.whereIn('customer', (known) => void known.from('customer_teams').whereRaw('customer_teams.tenant = orders.tenant').whereIn('team', [...teams]).select('customer'));
}

export async function orderPage(db: Reader, { tenant, teams }: Within, { customer, ...page }: OrderPage): Promise<readonly OrderRow[]> {
  const named = customer === null ? {} : { customer };
  const found: unknown[] = await db('orders').where({ tenant, ...named }).where(ofTeams(teams)).where(beyond(page)).orderBy('id').limit(page.most);
  return found.map((row) => rowOf('orders', row));
}

export async function findOrder(db: Reader, { tenant, teams }: Within, key: { readonly id: OrderId }): Promise<OrderRow | null> {
  const found: unknown = await db('orders').where({ tenant, ...key }).where(ofTeams(teams)).first();
  return found === undefined ? null : rowOf('orders', found);
}

/** Makes everybody who tells of an order wait for whoever told of it before: no key stands twice. */
export async function lockOrder(tx: Writer, tenant: TenantId, key: string): Promise<void> {
  await tx.raw('select pg_advisory_xact_lock(hashtextextended(?, 3))', [`${tenant} ${key}`]);
}

/** Orders that are known under these keys. */
export async function ordersByKey(db: Reader, tenant: TenantId, keys: readonly string[]): Promise<readonly OrderRow[]> {
  if (keys.length === 0) return [];
  const found: unknown[] = await db('orders').where({ tenant }).whereIn('key', [...keys]);
  return found.map((row) => rowOf('orders', row));
}
