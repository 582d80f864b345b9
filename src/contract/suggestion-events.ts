import { features } from '#domain/suggestion/evidence';
import { deeds, rejections } from '#domain/suggestion/feedback';
import { sources } from '#domain/suggestion/passage';
import { mostSuggestions } from '#domain/suggestion/suggest';
import { z } from 'zod';
import { conversationId } from './ids';
import { limits } from './limits';

const share = z.number().min(0).max(1);

/** What became of a suggestion; `question` and `key` are names, no words. */
export const suggestionEvent = z.strictObject({
  question: z.string().min(1).max(100),
  key: z.string().min(1).max(200),
  deed: z.enum(deeds),
  conversation: conversationId,
  source: z.enum(sources),
  place: z.int().min(1).max(mostSuggestions),
  at: z.number().nonnegative(),
  kept: share.nullable(),
  reason: z.enum(rejections).nullable(),
  explored: z.boolean(),
  evidence: z.array(z.number().min(-1000).max(1000)).max(features.length).readonly().nullable(),
});

/** `POST /suggestions/events`: sent again until it is answered; each counts once. Those of conversations that are not the person's to see count for nothing. */
export const suggestionEvents = z.strictObject({ events: z.array(suggestionEvent).min(1).max(limits.suggestionEvents) });
