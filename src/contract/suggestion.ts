import { flaws } from '#domain/suggestion/lint';
import { rejections } from '#domain/suggestion/feedback';
import { sources } from '#domain/suggestion/passage';
import { reasons } from '#domain/suggestion/suggest';
import { z } from 'zod';
import { conversationId } from './ids';

const obstacle = z.discriminatedUnion('code', [
  z.strictObject({ code: z.enum(['slot.open', 'slot.stale']), slots: z.array(z.string()).readonly() }),
  z.strictObject({ code: z.literal('fact.expired'), name: z.string(), validUntil: z.number().nullable() }),
  z.strictObject({ code: z.literal('fact.absent'), name: z.string() }),
  z.strictObject({ code: z.literal('flaw'), flaws: z.array(z.enum(flaws)).readonly() }),
]);

/** A suggested reply as the window shows it; `obstacle`: why it may not be inserted; `expires`: the fact in it that expires first. */
const suggestion = z.strictObject({
  key: z.string(),
  source: z.enum(sources),
  title: z.string(),
  text: z.string(),
  updatedAt: z.number(),
  why: z.array(z.enum(reasons)).readonly(),
  obstacle: obstacle.nullable(),
  expires: z.strictObject({ name: z.string(), validUntil: z.number() }).nullable(),
  flaws: z.array(z.enum(flaws)).readonly(),
});
export type ShownSuggestion = z.infer<typeof suggestion>;

/** What may be suggested for the customer's last words; `to` names them, so that what is said of a suggestion is said of these. `drafts`: a model outside may be asked for one more. */
export const suggestionList = z.strictObject({ to: z.string(), suggestions: z.array(suggestion).readonly(), drafts: z.boolean() });

/** What became of a suggestion in the window; without a `key`, of all of them. `dismissed` closes it for these words of the customer, and tells nothing. */
const suggestionFate = z.strictObject({ conversation: conversationId, key: z.string().max(200).nullable(), fate: z.enum(['shown', 'inserted', 'rejected', 'dismissed']), reason: z.enum(rejections).optional() });

/** What the window asks for: part of `requests`. */
export const suggestionRequests = {
  'suggestion.fate': { input: suggestionFate, output: z.null() },
  /** The server asks a model outside for a draft, which comes among the suggestions; it is never inserted by itself. */
  'suggestion.draft': { input: z.strictObject({ conversation: conversationId }), output: z.null() },
} as const;
