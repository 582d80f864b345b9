import { customerFields } from '#domain/customer/customer-change';
import { z } from 'zod';
import { customerId, mergeId } from './ids';

/** `POST /customers/:customer/merge`: the customer of the address gets everything that `other` has. `takes`: fields in which the other's words count. */
export const customerMerge = z.strictObject({ merge: mergeId, other: customerId, takes: z.array(z.enum(customerFields)).max(customerFields.length) });

/** `POST /customers/:customer/unmerge`. */
export const customerUnmerge = z.strictObject({ merge: mergeId });

/** `GET /customers/:customer/merge/:other`: what would go where, and where the cards differ. */
export const mergePreview = z.strictObject({
  otherName: z.string(),
  moved: z.strictObject({ identities: z.int(), cases: z.int(), orders: z.int(), consents: z.int(), notes: z.int() }),
  fields: z.array(z.strictObject({ field: z.enum(customerFields), survivor: z.string().nullable(), other: z.string().nullable() })),
});
