import type { CustomerId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import type { FailureCode } from '../failure';
import type { MutationContext } from '../mutator';
import type { Rows } from '../tables';
import type { CustomerRow } from './customer';

/** Whoever works with customers may keep their cards. One that nobody of the person's teams knows is not there. */
export function reachCustomer(rows: Rows, id: CustomerId, { actor }: MutationContext): Outcome<CustomerRow, FailureCode> {
  if (!actor.roles.includes('agent') && !actor.roles.includes('supervisor')) return refused('access.denied');
  const customer = rows.get('customers', id);
  return customer === undefined || customer.mergedInto !== null ? refused('customer.absent') : done(customer);
}
