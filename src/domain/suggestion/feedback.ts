import { gramsByKind } from '../matching/grams';
import type { ConversationId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { Source } from './passage';

/** What becomes of a suggestion, in the order in which it may. */
export const deeds = ['shown', 'inserted', 'edited', 'sent', 'rejected'] as const;
export type Deed = (typeof deeds)[number];

/** Why a person does not want a suggestion. */
export const rejections = ['wrong', 'outdated', 'tone', 'other'] as const;
export type Rejection = (typeof rejections)[number];

/**
 * What became of one suggestion for one question, told once by whoever saw it: `question` (the customer's last message), `key` and
 * `deed` name it. No word of anybody is in it.
 */
export type SuggestionEvent = {
  readonly question: string;
  readonly key: string;
  readonly deed: Deed;
  readonly conversation: ConversationId;
  readonly source: Source;
  /** From 1. */
  readonly place: number;
  readonly at: Instant;
  /** Which part of the inserted text was in what was sent; null for other deeds. */
  readonly kept: number | null;
  readonly reason: Rejection | null;
  /** It stood there for want of experience with it, not for its rank. */
  readonly explored: boolean;
  /** What the model saw of it, where it was shown. */
  readonly evidence: readonly number[] | null;
};

/** What is sent with no more than a word changed is sent as it was suggested. */
export const unchanged = 0.95;

/** Which part of an inserted text is in what was sent: of its words, and of those that stand side by side. */
export function keptOf(inserted: string, sent: string): number {
  const whole = inserted.trim();
  if (whole !== '' && sent.includes(whole)) return 1;
  const [own, all] = [wordsIn(whole), new Set(wordsIn(sent))];
  return own.length === 0 ? 0 : Math.round((100 * own.filter((gram) => all.has(gram)).length) / own.length) / 100;
}

function wordsIn(text: string): readonly number[] {
  const [stems, neighbours] = gramsByKind(text);
  return [...stems.keys(), ...neighbours.keys()];
}
