import type { Role } from '../access/person';
import type { ArticleId, PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';

/** What a part of an article is for; a suggestion may put a warmer opening before the same facts. */
export const sectionKinds = ['text', 'opening', 'fact', 'steps', 'closing'] as const;
export type SectionKind = (typeof sectionKinds)[number];

/** `[[name]]` in the text stands for a fact of the article. */
export type Section = { readonly heading: string; readonly text: string; readonly kind: SectionKind };

/** What is true until a moment: a price, a term, an action. Null: until somebody changes it. */
export type Fact = { readonly name: string; readonly text: string; readonly validUntil: Instant | null };

/** `customers`: may be sent to them as it is. Colleagues read both. */
export const audiences = ['customers', 'staff'] as const;
export type Audience = (typeof audiences)[number];

/** What a person writes of an article. */
export type ArticleContent = {
  readonly title: string;
  readonly language: 'ru' | 'en' | null;
  readonly audience: Audience;
  readonly category: string | null;
  readonly sections: readonly Section[];
  readonly facts: readonly Fact[];
  readonly tags: readonly string[];
  readonly owner: PersonId | null;
  /** When somebody should look whether it is still right. */
  readonly reviewAt: Instant | null;
  /** The same in the other language. */
  readonly counterpart: ArticleId | null;
};

/** `revision` counts what was written, `version` every change of the row. */
export type ArticleRow = ArticleContent & { readonly id: ArticleId; readonly revision: number; readonly updatedAt: Instant; readonly version: number };

/** Whether an article helped one person; one for each, which they may change or take back. `id` is `<article>.<person>`. */
export type VoteRow = { readonly id: string; readonly article: ArticleId; readonly person: PersonId; readonly value: Vote; readonly at: Instant; readonly version: number };

export const votes = ['useful', 'useless'] as const;
export type Vote = (typeof votes)[number];

export const articleBounds = {
  /** Headings and texts together, in UTF-16 units. */
  text: 100_000,
  sections: 200,
  heading: 300,
  facts: 50,
  factText: 2000,
  tags: 20,
  tag: 60,
} as const;

export function voteId(article: ArticleId, person: PersonId): string {
  return `${article}.${person}`;
}

/** Somebody should look at it again. */
export function needsReview({ reviewAt, facts }: Pick<ArticleContent, 'reviewAt' | 'facts'>, now: Instant): boolean {
  return (reviewAt !== null && reviewAt <= now) || facts.some((fact) => isExpired(fact, now));
}

export function isExpired({ validUntil }: Pick<Fact, 'validUntil'>, now: Instant): boolean {
  return validUntil !== null && validUntil <= now;
}

/** What a person wrote of a row. */
export function contentOf({ title, language, audience, category, sections, facts, tags, owner, reviewAt, counterpart }: ArticleContent): ArticleContent {
  return { title, language, audience, category, sections, facts, tags, owner, reviewAt, counterpart };
}

export const knowledgeWriters = ['supervisor', 'editor', 'administrator'] as const satisfies readonly Role[];

/** Who may write articles; everybody else reads them, and says whether they helped. */
export function mayWriteKnowledge(roles: readonly Role[]): boolean {
  return knowledgeWriters.some((role) => roles.includes(role));
}
