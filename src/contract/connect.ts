import { z } from 'zod';
import { messageId } from './ids';
import { storableLine } from './storable-line';

/**
 * The signed HTTP by which any other system brings messages and receives answers, in the manner of Standard Webhooks: every call
 * carries `webhook-id`, `webhook-timestamp` and `webhook-signature` over the bytes of its body.
 */
const name = storableLine(200).min(1);

/** At most so many bytes of all files of one message, as they are. */
const file = z.strictObject({ name, type: z.string().min(1).max(120), data: z.base64().max(2_000_000) });

export const connectMessage = z.strictObject({
  type: z.literal('message'),
  from: z.strictObject({ id: name, name: z.string().max(200) }),
  text: z.string().max(20_000),
  files: z.array(file).max(5).optional(),
});

/** What became of an answer: the other system's person has it, or has seen it. */
export const connectProgress = z.strictObject({ type: z.literal('progress'), answer: messageId, state: z.enum(['delivered', 'read']) });

export const connectCall = z.discriminatedUnion('type', [connectMessage, connectProgress]);

/** What we call the other system with. */
export const connectAnswer = z.strictObject({
  type: z.literal('answer'),
  answer: messageId,
  /** Of a long answer or one with files: which part this is, from 0. */
  part: z.int(),
  to: z.strictObject({ id: name }),
  author: z.string(),
  at: z.string(),
  text: z.string().optional(),
  file: z.strictObject({ name: z.string(), type: z.string(), data: z.string() }).optional(),
});

/** Asks whether somebody is there. */
export const connectPing = z.strictObject({ type: z.literal('ping') });
