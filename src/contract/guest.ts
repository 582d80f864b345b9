import { z } from 'zod';
import { conversationId, messageId } from './ids';
import { wireChange } from './protocol';
import { contactStub } from './timeline';

/**
 * Rows of the past that a copy does not hold, newest first, as changes to adopt; `more`: there are older ones.
 * `GET /sync/conversation/:conversation` brings messages, `GET /sync/customer/:customer` contacts without their messages.
 */
export const guestPage = z.strictObject({ changes: z.array(wireChange), more: z.boolean(), /** Of a customer, with the newest: contacts with other teams. */ stubs: z.array(contactStub).optional() });

const at = z.coerce.number().pipe(z.int());
/** Of whoever asks: a page holds no table that a desk of the version before would not know. */
const schema = z.coerce.number().pipe(z.int()).default(1);
const newest = z.strictObject({ schema });

/** Where a page begins: at the newest, or right before a row that the copy holds. */
export const messagesFrom = z.union([newest, z.strictObject({ schema, at, id: messageId })]);
export const contactsFrom = z.union([newest, z.strictObject({ schema, at, id: conversationId })]);
