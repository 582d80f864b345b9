import { highestScore, lowestScore } from '#domain/conversation/rating';
import { z } from 'zod';
import { failure } from './failures';
import { attachmentId, messageId } from './ids';
import { chatLimits } from './chat-limits';
import { storableLine } from './storable-line';

/** 128 random bits that the visitor's browser made, as base64url. The server keeps only what it derives from their hash. */
export const visitorToken = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

const instant = z.number().nonnegative();
const score = z.int().min(lowestScore).max(highestScore);

/**
 * Chat widget ⇄ server over one socket of its own, JSON text frames of at most `limits.clientFrame`. The visitor's token
 * travels in the first frame, never in the address. Both sides treat every frame as repeatable: a line is known by the
 * UUID that the browser gave it, an answer by its message id.
 */
export const fromVisitor = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('hello'),
    protocol: z.int(),
    site: storableLine(100).min(1),
    token: visitorToken,
    language: z.enum(['ru', 'en']),
    /** The newest moment in the widget's own copy, or null when it has none. */
    after: instant.nullable(),
    /** Who the visitor is to the shop, signed by its own server: a JSON Web Token by HMAC-SHA256. */
    identity: z.string().max(2000).optional(),
  }),
  z.strictObject({ t: z.literal('say'), line: z.uuid(), text: z.string().max(chatLimits.text), name: z.string().max(chatLimits.name).nullable() }),
  /** Said while nobody is there: it is answered by mail. */
  z.strictObject({ t: z.literal('leave'), line: z.uuid(), mail: z.string().max(chatLimits.mail), text: z.string().max(chatLimits.text), name: z.string().max(chatLimits.name).nullable() }),
  /** Asks for the last conversation by mail. */
  z.strictObject({ t: z.literal('transcript') }),
  /** What the visitor thinks of the conversation that ended with this event; again to change it. */
  z.strictObject({ t: z.literal('rate'), closing: messageId, score, comment: z.string().max(chatLimits.comment) }),
  z.strictObject({ t: z.literal('typing') }),
  /** Answers that reached the browser, or that the visitor looked at. */
  z.strictObject({ t: z.literal('seen'), state: z.enum(['delivered', 'read']), messages: z.array(messageId).min(1).max(chatLimits.seenBatch) }),
  /** Asks for the page of history that ends before this line. */
  z.strictObject({ t: z.literal('earlier'), before: messageId }),
  /** Asks for a ticket to a file of an answer. */
  z.strictObject({ t: z.literal('file'), message: messageId, attachment: attachmentId }),
  z.strictObject({ t: z.literal('ping') }),
]);

/** Nobody is there, until a moment or for nobody knows how long; `byMail`: what is left now is answered by mail. */
const away = z.strictObject({ until: instant.nullable(), byMail: z.boolean() });

/** A conversation that ended may be rated now; null: it was not yet. */
const chatRating = z.strictObject({ closing: messageId, score: score.nullable(), comment: z.string() });

const chatFile = z.strictObject({ id: attachmentId, name: z.string(), size: z.int().nonnegative() });

/** Opens one file of one visitor for a short time, in the address of `GET /chat/files/:message/:attachment`. */
export const fileTicket = z.string().min(1).max(500).regex(/^[\w.-]+$/);

/** One line as a visitor may see it: never a note, never an event, and of the agent the first name only. */
const chatLine = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('customer'), id: messageId, line: z.uuid().nullable(), at: instant, text: z.string() }),
  z.strictObject({ from: z.literal('agent'), id: messageId, at: instant, text: z.string(), name: z.string(), read: z.boolean(), files: z.array(chatFile).min(1).optional() }),
]);

export const fromChat = z.discriminatedUnion('t', [
  /** The history has been told; lines may be sent. `unread` of the visitor's newest lines were not looked at by an agent yet. `known` answers a given identity; `transcript`: the conversation can be mailed. */
  z.strictObject({ t: z.literal('welcome'), unread: z.int().nonnegative(), known: z.boolean().optional(), away: away.optional(), transcript: z.literal(true).optional(), rating: chatRating.optional() }),
  /** Oldest first. `older` says that lines stand before these; null when the page does not know. */
  z.strictObject({ t: z.literal('history'), lines: z.array(chatLine), older: z.boolean().nullable() }),
  /** A new line, or one whose state changed. */
  z.strictObject({ t: z.literal('message'), line: chatLine }),
  /** The line is committed: the browser may forget its copy in the outbox. */
  z.strictObject({ t: z.literal('ack'), line: z.uuid(), id: messageId, at: instant }),
  z.strictObject({ t: z.literal('left'), line: z.uuid() }),
  /** The address that the conversation was mailed to; null: it cannot be. */
  z.strictObject({ t: z.literal('transcript'), to: z.string().nullable() }),
  /** Null: there is nothing to rate any more. */
  z.strictObject({ t: z.literal('rating'), rating: chatRating.nullable() }),
  /** The line will never be taken; the browser tells the visitor. */
  z.strictObject({ t: z.literal('refused'), line: z.uuid(), code: failure }),
  z.strictObject({ t: z.literal('typing') }),
  z.strictObject({ t: z.literal('delivery'), unread: z.int().nonnegative() }),
  z.strictObject({ t: z.literal('failure'), code: failure, correlation: z.string() }),
  /** Null: of the visitor's own there is no such file. */
  z.strictObject({ t: z.literal('file'), message: messageId, attachment: attachmentId, ticket: fileTicket.nullable() }),
  z.strictObject({ t: z.literal('pong') }),
]);

export type FromVisitor = z.infer<typeof fromVisitor>;
export type FromChat = z.infer<typeof fromChat>;
export type ChatLine = z.infer<typeof chatLine>;
export type ChatFile = z.infer<typeof chatFile>;
export type ChatRating = z.infer<typeof chatRating>;
export type Away = z.infer<typeof away>;
