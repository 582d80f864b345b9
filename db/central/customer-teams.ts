import type { CustomerRow } from '#domain/customer/customer';
import type { CustomerId, TeamId, TenantId } from '#kernel/id';
import { z } from 'zod';
import { customerId } from '#contract/ids';
import type { Reader, Writer } from './open';
import { lockRow, rowOf, type Within } from './rows';

/** Which teams have conversations with a customer, and so may see it. */
export type CustomerTeam = { readonly customer: CustomerId; readonly team: TeamId };

export async function teamsOfCustomers(db: Reader, tenant: TenantId, customers: readonly CustomerId[]): Promise<readonly CustomerTeam[]> {
  return db('customer_teams').where({ tenant }).whereIn('customer', [...customers]).select<CustomerTeam[]>('customer', 'team');
}

/** As `teamsOfCustomers`, for whoever tells them of a change: a person who knows a customer changes what other teams see, and learns of those teams here alone. */
export async function everyTeamOf(db: Reader, tenant: TenantId, customers: readonly CustomerId[]): Promise<readonly CustomerTeam[]> {
  if (customers.length === 0) return [];
  const answer: { rows: CustomerTeam[] } = await db.raw('select customer, team from otklik_teams_of_customers(?, ?::text[])', [tenant, [...customers]]);
  return answer.rows;
}

const named = z.object({ id: customerId });

/** A customer of the company, or whom they were found to be since; null for one that does not exist. */
export async function customerNow(db: Reader, tenant: TenantId, id: CustomerId): Promise<CustomerId | null> {
  const found: unknown = await db('customers').where({ tenant, id }).first({ id: db.raw('otklik_customer_now(tenant, id)') });
  return found === undefined ? null : named.parse(found).id;
}

/** The same, held until the transaction ends: a merge that is under way is waited for, and one that comes later waits. */
export async function lockCustomerNow(tx: Writer, tenant: TenantId, named: CustomerId): Promise<CustomerId | null> {
  for (let id = await customerNow(tx, tenant, named); id !== null; ) {
    const row = await lockRow(tx, tenant, { table: 'customers', id });
    if (row === null || row.mergedInto === null) return row?.id ?? null;
    id = row.mergedInto;
  }
  return null;
}

export type KnownToTeams = { readonly customer: CustomerRow; readonly teams: readonly TeamId[] };

/** A customer whom one of these teams knows, with those of them that do. */
export async function findCustomer(db: Reader, { tenant, teams }: Within, id: CustomerId): Promise<KnownToTeams | null> {
  const pairs = await db('customer_teams').where({ tenant, customer: id }).whereIn('team', [...teams]).select<CustomerTeam[]>('customer', 'team');
  if (pairs.length === 0) return null;
  const found: unknown = await db('customers').where({ tenant, id }).first();
  return found === undefined ? null : { customer: rowOf('customers', found), teams: pairs.map(({ team }) => team) };
}

/** Records pairs and returns those that were new. */
export async function addCustomerTeams(tx: Writer, tenant: TenantId, pairs: readonly CustomerTeam[]): Promise<readonly CustomerTeam[]> {
  if (pairs.length === 0) return [];
  return tx('customer_teams')
    .insert(pairs.map((pair) => ({ tenant, ...pair })))
    .onConflict(['tenant', 'customer', 'team'])
    .ignore()
    .returning<CustomerTeam[]>(['customer', 'team']);
}

/** Forgets those of these pairs whose team has no case of the customer any more, and returns them. The caller holds the customers. */
export async function forgetCustomerTeams(tx: Writer, tenant: TenantId, pairs: readonly CustomerTeam[]): Promise<readonly CustomerTeam[]> {
  if (pairs.length === 0) return [];
  const answer: { rows: CustomerTeam[] } = await tx.raw(
    `delete from customer_teams as pair using unnest(?::text[], ?::text[]) as left_behind (customer, team)
     where pair.tenant = ? and pair.customer = left_behind.customer and pair.team = left_behind.team
       and not exists (select 1 from cases as "case" where "case".tenant = pair.tenant and "case".customer = pair.customer and "case".team = pair.team)
     returning pair.customer, pair.team`,
    [pairs.map(({ customer }) => customer), pairs.map(({ team }) => team), tenant],
  );
  return answer.rows;
}
