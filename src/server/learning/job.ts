import { rows } from '#contract/rows';
import type { Learned as Matcher } from '#domain/matching/learned';
import type { improved } from '#domain/suggestion/improve';
import { z } from 'zod';

/** What is learned in a thread of its own: words of intents for a matcher, or weights of suggestions from what people did with them. */
const share = z.number().min(0).max(1);

const shown = z.strictObject({ key: z.string(), place: z.number(), evidence: z.array(z.number()).readonly().nullable(), gain: z.number(), isRejected: z.boolean() });

export const job = z.discriminatedUnion('of', [
  z.strictObject({
    of: z.literal('matcher'),
    teaching: z.strictObject({ examples: z.array(z.strictObject({ text: z.string(), label: z.string() })).readonly(), seed: z.int() }),
    bounds: z.strictObject({ answered: share, right: share, strangers: share }),
  }),
  z.strictObject({
    of: z.literal('weights'),
    row: rows.models,
    lists: z.array(z.strictObject({ person: z.string(), question: z.string(), at: z.number(), shown: z.array(shown).readonly() })).readonly(),
    now: z.number(),
  }),
]);

export type Job = z.infer<typeof job>;

/** By what was to be learned. Of weights nothing may be learned yet. */
export type Lessons = { readonly matcher: Matcher; readonly weights: { readonly better: ReturnType<typeof improved> } };
