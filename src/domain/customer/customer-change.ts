import type { CustomerId, PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { RowKey } from '../tables';
import type { CustomerRow } from './customer';

/** What a person may edit on a card. */
export const customerFields = ['name', 'company', 'city', 'language', 'timezone', 'segments'] as const;
export type CustomerField = (typeof customerFields)[number];

/** Who changed a field, and from what to what. */
export type CustomerChangeRow = {
  readonly id: string;
  readonly customer: CustomerId;
  readonly at: Instant;
  readonly by: PersonId;
  readonly field: CustomerField;
  readonly from: string | null;
  readonly to: string | null;
  readonly version: number;
};

/** Changes that are kept of one customer. */
const kept = 50;

/** Where the next change of a customer stands: in place of the oldest one, once there are as many as are kept. */
export function nextChange({ id, changes }: CustomerRow): RowKey & { readonly table: 'customer_changes' } {
  return { table: 'customer_changes', id: `${id}.${changes % kept}` };
}

/** A field as people read it. */
export function fieldText(customer: Pick<CustomerRow, CustomerField>, field: CustomerField): string | null {
  return field === 'segments' ? (customer.segments.length === 0 ? null : customer.segments.join(', ')) : customer[field];
}
