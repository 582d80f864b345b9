import { z } from 'zod';
import { conversationId, customerId, personId } from './ids';
import { limits } from './limits';

/**
 * `POST /reads`: what a person opened on their desk, whose copy the server does not see into. Sent again until it is
 * answered; `key` makes each count once. No content: which card or conversation, and when by the server's clock.
 */
const cardRead = z.strictObject({ key: z.uuid(), object: z.union([conversationId, customerId]), at: z.number().nonnegative() });
export const cardReads = z.strictObject({ reads: z.array(cardRead).min(1).max(limits.readsBatch) });
export type CardRead = z.infer<typeof cardRead>;

/** `GET /customers/:customer/readers`: who opened the card or a conversation of a customer within a span of time. */
export const readersWithin = z.strictObject({ from: z.coerce.number().nonnegative(), to: z.coerce.number().nonnegative() });
export const readers = z.strictObject({
  reads: z.array(z.strictObject({ person: personId, name: z.string(), object: z.string(), at: z.number() })),
  /** There are more than one answer holds: ask for a shorter span. */
  more: z.boolean(),
});
