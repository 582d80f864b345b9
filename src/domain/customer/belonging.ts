import type { Put, TableName } from '../tables';

/** Rows that hang on a customer: seen where the customer is, and gone from a copy with them. */
export const belongings = ['identities', 'orders', 'consents', 'customer_notes', 'customer_changes', 'merges'] as const satisfies readonly TableName[];
export type Belonging = (typeof belongings)[number];
export type BelongingPut = Extract<Put, { table: Belonging }>;

const names = new Set<TableName>(belongings);

export function isBelonging(put: Put): put is BelongingPut {
  return names.has(put.table);
}

export function hangsOnCustomer(table: TableName): table is Belonging {
  return names.has(table);
}
