import type { Instant } from '#kernel/instant';

/** Where a suggested text comes from: a part of an article, a macro, what a colleague answered before, or what a model outside drafted. */
export const sources = ['article', 'macro', 'past', 'generated'] as const;
export type Source = (typeof sources)[number];

/** A stored text that may be an answer. `group`: what it is a part of; `title`: the question that it answers, as well as it is known. */
export type Passage = {
  readonly key: string;
  readonly source: Source;
  readonly group: string;
  readonly title: string;
  readonly text: string;
  readonly tags: readonly string[];
  readonly updatedAt: Instant;
};

/** A question of the past. `answer`: the key of the passage that answered it, or the answer itself where none did. */
export type Precedent = { readonly question: string; readonly answer: string | Passage };
