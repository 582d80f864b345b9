import { longestDraft } from '#domain/suggestion/drafting';
import { z } from 'zod';
import { limits } from './limits';

const place = z.strictObject({
  /** The address before `/chat/completions`. */
  base: z.url({ protocol: /^https?$/ }).max(limits.line),
  model: z.string().trim().min(1).max(200),
  /** Null: the one that is kept. */
  key: z.string().min(1).max(limits.line).regex(/^[\x21-\x7E]+$/).nullable(),
});
export type DraftingPlace = z.infer<typeof place>;

/** `GET /suggestions/settings`: how the company suggests. The key never leaves the server. */
export const suggestionSettings = z.strictObject({ isOn: z.boolean(), drafts: z.boolean(), place: z.strictObject({ base: z.string(), model: z.string() }).nullable() });

/** `PUT /suggestions/settings`. Without a `place` nothing drafts; the former one is kept. */
export const suggestionSaving = z.strictObject({ isOn: z.boolean(), drafts: z.boolean(), place: place.nullable() });

/** `POST /suggestions/try`: asks the model for a draft of an invented question. */
export const draftingTrial = place;

/** `POST /conversations/:conversation/draft`, and what a trial answers. */
export const drafted = z.strictObject({ text: z.string().min(1).max(longestDraft * 2), to: z.string() });
