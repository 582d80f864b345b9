import { caseStatuses } from '#domain/conversation/case';
import { audiences } from '#domain/knowledge/article';
import { channelKinds } from '#domain/channel/channel';
import { z } from 'zod';
import { articleId, conversationId, customerId, messageId } from './ids';

/** Longest question, in UTF-16 units. */
export const longestQuestion = 300;

/** Hits of one group that the window may ask for. */
export const mostHits = 50;

const question = z.strictObject({ text: z.string().max(longestQuestion), limit: z.int().min(1).max(mostHits) });

const mark = z.tuple([z.int().nonnegative(), z.int().nonnegative()]).readonly();

/** A text with the places in it that answer the question. */
const marked = z.strictObject({ text: z.string(), marks: z.array(mark).readonly() });

const conversationHit = z.strictObject({
  id: conversationId,
  subject: marked,
  customer: marked,
  channel: z.enum(channelKinds),
  status: z.enum(caseStatuses),
  number: z.int(),
  at: z.number(),
});

const messageHit = z.strictObject({
  id: messageId,
  conversation: conversationId,
  at: z.number(),
  author: z.string(),
  kind: z.enum(['inbound', 'outbound', 'note', 'event']),
  customer: z.string(),
  subject: z.string(),
  channel: z.enum(channelKinds),
  excerpt: marked,
  /** How many messages of its conversation stand here from it to the newest one, itself included. */
  place: z.int(),
});

const customerHit = z.strictObject({
  id: customerId,
  name: marked,
  /** What else of them answers: company, city, an address. */
  about: marked,
  /** Their newest conversation here. */
  conversation: conversationId.nullable(),
});

const articleHit = z.strictObject({ id: articleId, title: marked, language: z.enum(['ru', 'en']).nullable(), audience: z.enum(audiences), excerpt: marked });

const found = z.strictObject({
  conversations: z.array(conversationHit).readonly(),
  messages: z.array(messageHit).readonly(),
  customers: z.array(customerHit).readonly(),
  articles: z.array(articleHit).readonly(),
  /** There are more of these than were asked for. */
  more: z.strictObject({ conversations: z.boolean(), messages: z.boolean(), customers: z.boolean(), articles: z.boolean() }),
  /** Words of which nothing was here, and what was looked for instead. */
  meant: z.array(z.strictObject({ typed: z.string(), instead: z.string() })).readonly(),
  /** How much of what is on this computer is looked through already, from 0 to 1. */
  filled: z.number(),
});

/** `POST /search`: days of the question are those of whoever asks, `zone` minutes ahead of UTC. */
export const olderQuestion = z.strictObject({ text: z.string().max(longestQuestion), today: z.int().min(0).max(100_000), zone: z.int().min(-900).max(900) });

/** What the server has, newest first among those that answer alike; the desk leaves out what it holds itself. */
export const older = z.strictObject({ conversations: z.array(conversationHit).readonly(), messages: z.array(messageHit).readonly(), more: z.boolean() });

export type Older = z.infer<typeof older>;

export const searchRequests = {
  /** What this computer has of what a person asks for in words; see src/domain/search. */
  'search.find': { input: question, output: found },
  /** What the server has of it that this computer does not hold. */
  'search.older': { input: question.pick({ text: true }), output: older },
} as const;

export type Found = z.infer<typeof found>;
export type ConversationHit = z.infer<typeof conversationHit>;
export type MessageHit = z.infer<typeof messageHit>;
export type ArticleHit = z.infer<typeof articleHit>;
export type CustomerHit = z.infer<typeof customerHit>;
export type Marked = z.infer<typeof marked>;
