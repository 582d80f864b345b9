import { z } from 'zod';
import { conversationId, messageId } from './ids';
import { wireChange } from './protocol';

/**
 * Rows of the past that a copy does not hold, newest first, as changes to adopt; `more`: there are older ones.
 * `GET /sync/conversation/:conversation` brings messages, `GET /sync/customer/:customer` contacts without their messages.
 */
export const guestPage = z.strictObject({ changes: z.array(wireChange), more: z.boolean() });

const at = z.coerce.number().pipe(z.int());
const newest = z.strictObject({});

/** Where a page begins: at the newest, or right before a row that the copy holds. */
export const messagesFrom = z.union([newest, z.strictObject({ at, id: messageId })]);
export const contactsFrom = z.union([newest, z.strictObject({ at, id: conversationId })]);
