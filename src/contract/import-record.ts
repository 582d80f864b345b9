import { caseStatuses } from '#domain/conversation/case';
import { articleBounds, audiences } from '#domain/knowledge/article';
import { identityKinds } from '#domain/customer/customer';
import { z } from 'zod';
import { limits } from './limits';
import { storableLine } from './storable-line';

/** How much of one thing an import may hold. */
export const importLimits = {
  /** One request, in bytes. */
  request: 8 * 1024 * 1024,
  /** One line, in UTF-16 units. */
  line: 1024 * 1024,
  identities: 20,
  facts: 50,
  items: 200,
  /** An article, in UTF-16 units. */
  body: articleBounds.text,
  conversations: 20,
  messages: 500,
} as const;

const line = storableLine(limits.line).min(1);
/** Until the end of the year 9999: later ones cannot be written, neither on a card nor in the API. Microseconds are later. */
const instant = z.int().nonnegative().refine((at) => at <= 253_402_300_799_999);

/** A name of the row in the system that it comes from; the same key is taken in once. */
const key = storableLine(200).min(1);

export const customerRecord = z.strictObject({
  kind: z.literal('customer'),
  key,
  name: line,
  company: line.nullable().default(null),
  city: line.nullable().default(null),
  language: z.enum(['ru', 'en']).nullable().default(null),
  since: instant,
  facts: z.array(z.strictObject({ label: line, value: line })).max(importLimits.facts).default([]),
  identities: z.array(z.strictObject({ kind: z.enum(identityKinds), value: line })).max(importLimits.identities),
});

const text = z.string().min(1).max(limits.messageText);
/** An agent, by the address with which they sign in. */
const agent = z.string().max(254);

const pastMessage = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('customer'), at: instant, text }),
  z.strictObject({ from: z.literal('agent'), at: instant, text, agent }),
  z.strictObject({ from: z.literal('note'), at: instant, text, agent }),
]);

export const caseRecord = z.strictObject({
  kind: z.literal('case'),
  key,
  /** The key of a customer that was imported before. */
  customer: key,
  topic: line,
  status: z.enum(caseStatuses).exclude(['snoozed']),
  /** When a finished case was finished; its last message if that is not known. */
  finishedAt: instant.nullable().default(null),
  owner: agent.nullable().default(null),
  conversations: z
    .array(
      z.strictObject({
        /** The address of one of our channels: mailbox or chat site. */
        channel: line,
        subject: z.string().max(limits.line),
        messages: z.array(pastMessage).min(1).max(importLimits.messages),
      }),
    )
    .min(1)
    .max(importLimits.conversations),
});

/** Text of an article or a macro. */
const body = storableLine(importLimits.body).min(1);
const language = z.enum(['ru', 'en']).nullable().default(null);

export const orderRecord = z.strictObject({
  kind: z.literal('order'),
  key,
  /** The key of a customer that was imported before. */
  customer: key,
  number: line,
  status: line,
  /** In hundredths of the currency. */
  total: z.int().nullable().default(null),
  currency: z.string().regex(/^[A-Z]{3}$/).nullable().default(null),
  placedAt: instant,
  items: z.array(z.strictObject({ name: line, quantity: z.int().positive() })).max(importLimits.items).default([]),
});

export const articleRecord = z.strictObject({
  kind: z.literal('article'),
  key,
  title: line,
  /** Headings begin its sections. */
  text: body,
  language,
  category: line.nullable().default(null),
  audience: z.enum(audiences).default('customers'),
  tags: z.array(line.max(articleBounds.tag)).max(articleBounds.tags).default([]),
  owner: agent.nullable().default(null),
  reviewAt: instant.nullable().default(null),
  facts: z.array(z.strictObject({ name: line, text: storableLine(articleBounds.factText).min(1), validUntil: instant.nullable().default(null) })).max(articleBounds.facts).default([]),
});

export const macroRecord = z.strictObject({ kind: z.literal('macro'), key, title: line, text: body.max(limits.messageText), language });

export const importRecord = z.discriminatedUnion('kind', [customerRecord, caseRecord, orderRecord, articleRecord, macroRecord]);

export type CustomerRecord = z.infer<typeof customerRecord>;
export type CaseRecord = z.infer<typeof caseRecord>;
export type ImportRecord = z.infer<typeof importRecord>;
export type PastConversation = CaseRecord['conversations'][number];
export type PastMessage = z.infer<typeof pastMessage>;

/** Why a line was left out. The lines around it are taken in. */
export const importProblems = ['line.malformed', 'line.tooLong', 'field.missing', 'field.malformed', 'field.tooLong', 'identity.malformed', 'customer.absent', 'channel.absent', 'agent.absent', 'messages.outOfOrder'] as const;
export const importProblem = z.enum(importProblems);
export type ImportProblem = z.infer<typeof importProblem>;

/** `POST /import`: a piece of an import, whole lines. Pieces and whole imports may be repeated. */
export const importRequest = z.strictObject({ format: z.enum(['ndjson', 'csv']), text: z.string().max(importLimits.request) });

export const importResult = z.strictObject({
  customers: z.int(),
  orders: z.int(),
  cases: z.int(),
  articles: z.int(),
  macros: z.int(),
  messages: z.int(),
  /** Lines whose key was taken in before. */
  repeated: z.int(),
  /** The first of the lines that were left out, and how many there were in all. */
  refused: z.array(z.strictObject({ line: z.int(), problem: importProblem })),
  refusedInAll: z.int(),
});
export type ImportResult = z.infer<typeof importResult>;
