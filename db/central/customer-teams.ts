import type { CustomerId, TeamId, TenantId } from '#kernel/id';
import type { Reader, Writer } from './open';

/** Which teams have conversations with a customer, and so may see it. */
export type CustomerTeam = { readonly customer: CustomerId; readonly team: TeamId };

export async function teamsOfCustomers(db: Reader, tenant: TenantId, customers: readonly CustomerId[]): Promise<readonly CustomerTeam[]> {
  return db('customer_teams').where({ tenant }).whereIn('customer', [...customers]).select<CustomerTeam[]>('customer', 'team');
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
