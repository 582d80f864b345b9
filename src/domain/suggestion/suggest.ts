import type { Instant } from '#kernel/instant';
import { firstToExpire, withFacts } from '../knowledge/insertion';
import type { Fact } from '../knowledge/article';
import { isLinked } from '../linked';
import { candidatesFor, features, type Candidate, type Feature, type Known } from './evidence';
import { flawsOfDraft } from './drafting';
import { explored, type Exploring } from './explore';
import { languageOf } from './language';
import { blockingFlaws, flawsOf, type Flaw } from './lint';
import { chanceOf, scored, type Model, type Scored } from './model';
import type { Passage, Precedent, Source } from './passage';
import type { PassageIndex } from './passage-index';
import { filled, type Fillings } from '../knowledge/slots';
import { varied } from './varied';

/** Why a text is suggested. */
export const reasons = ['words', 'letters', 'precedents', 'subject', 'accepted'] as const;
export type Why = (typeof reasons)[number];

/** Why a suggested text may not be inserted. */
export type Obstacle =
  | { readonly code: 'slot.open' | 'slot.stale'; readonly slots: readonly string[] }
  | { readonly code: 'fact.expired'; readonly name: string; readonly validUntil: Instant | null }
  | { readonly code: 'fact.absent'; readonly name: string }
  | { readonly code: 'flaw'; readonly flaws: readonly Flaw[] };

export type Suggestion = {
  readonly key: string;
  readonly source: Source;
  readonly title: string;
  readonly text: string;
  readonly updatedAt: Instant;
  readonly why: readonly Why[];
  /** Null: it may be inserted. */
  readonly obstacle: Obstacle | null;
  /** The fact in it that expires first: from then on it may not be inserted, whoever still sees it. */
  readonly expires: { readonly name: string; readonly validUntil: Instant } | null;
  /** What is said beside a text that may be inserted all the same. */
  readonly flaws: readonly Flaw[];
  /** What the model saw of it, for learning: numbers, no texts. */
  readonly evidence: readonly number[];
  /** It stands there to be learned of. */
  readonly explored: boolean;
};

export type Asking = {
  readonly question: string;
  readonly index: PassageIndex;
  readonly precedents: readonly Precedent[];
  readonly known: Known;
  readonly model: Model;
  readonly fillings: Fillings;
  readonly factsOf: (group: string) => readonly Fact[];
  readonly now: Instant;
  readonly exploring: Exploring;
};

export const mostSuggestions = 3;
/** Shorter questions are greetings and thanks. */
const shortestQuestion = 6;

/** At most three answers to a question, best first; none where the engine is not sure enough. What the question says is data: it chooses among stored texts and nothing else. */
export function suggest(asking: Asking): readonly Suggestion[] {
  if (asking.question.trim().length < shortestQuestion) return [];
  const ranked = scored(candidatesFor(asking).filter(isUnderstood(asking.question)), asking.model);
  const [best] = ranked;
  if (best === undefined || chanceOf(best.share, asking.model.gate) < asking.model.gate.least) return [];
  const { shown, explored: untried } = explored(ranked.filter(isAlike), mostSuggestions, asking.exploring);
  return shown.map((one) => suggestion(one, asking, one.passage.key === untried));
}

/** The reply follows the language of the customer's words; what is of neither, or of both, fits any. */
function isUnderstood(question: string): (one: Candidate) => boolean {
  const language = languageOf(question);
  return ({ passage }) => language === null || (languageOf(passage.text) ?? language) === language;
}

/** The first that say different things and have to do with the question. */
export function worthShowing(ranked: readonly Scored[], most: number): readonly Scored[] {
  return varied(ranked.filter(isAlike), most);
}

/** Below this, nothing that is known has to do with the question, however far it is before the others. */
const leastLikeness = 0.3;

function isAlike({ evidence }: Scored): boolean {
  return (evidence[features.indexOf('best')] ?? 0) + (evidence[features.indexOf('titleWords')] ?? 0) >= leastLikeness;
}

function suggestion({ passage, evidence }: Scored, asking: Asking, isExplored: boolean): Suggestion {
  const { key, source, title, updatedAt } = passage;
  const { text, obstacle } = insertable(passage, asking);
  return { key, source, title, text, updatedAt, why: whyOf(evidence, asking.model), obstacle, expires: firstToExpire(passage.text, asking.factsOf(passage.group)), flaws: flawsOfStored(passage, text), evidence, explored: isExplored };
}

function insertable(passage: Passage, { factsOf, fillings, now }: Pick<Asking, 'factsOf' | 'fillings' | 'now'>): { readonly text: string; readonly obstacle: Obstacle | null } {
  const known = withFacts(passage.text, factsOf(passage.group), now);
  if (!known.ok) return { text: passage.text, obstacle: known.code === 'fact.expired' ? { code: known.code, name: known.fact.name, validUntil: known.fact.validUntil } : { code: 'fact.absent', name: known.code === 'fact.absent' ? known.name : '' } };
  const { text, open, stale } = filled(known.value, fillings, now);
  if (open.length > 0) return { text, obstacle: { code: 'slot.open', slots: open } };
  if (stale.length > 0) return { text, obstacle: { code: 'slot.stale', slots: stale } };
  const flaws = flawsOfStored(passage, text).filter((flaw) => blockingFlaws.has(flaw));
  return { text, obstacle: flaws.length > 0 ? { code: 'flaw', flaws } : null };
}

/** What was once answered may repeat where a customer asked us to lead others: only what the company keeps as its own text has links. */
function flawsOfStored({ source }: Pick<Passage, 'source'>, text: string): readonly Flaw[] {
  return source === 'past' && isLinked(text) ? ['link', ...flawsOf(text)] : flawsOf(text);
}

/** The key of what a model outside drafted. */
const draftKey = 'draft';

/** A draft, held to the same as a stored text and to more: no fact of the company is in it, and no link. */
export function suggestionOfDraft(draft: string, { question, fillings, now }: Pick<Asking, 'question' | 'fillings' | 'now'>): Suggestion {
  const passage: Passage = { key: draftKey, source: 'generated', group: draftKey, title: '', text: draft, tags: [], updatedAt: now };
  const { text, obstacle } = insertable(passage, { factsOf: () => [], fillings, now });
  const flaws = flawsOfDraft(text, question);
  const blocking = flaws.filter((flaw) => blockingFlaws.has(flaw));
  return { key: draftKey, source: 'generated', title: '', text, updatedAt: now, why: [], obstacle: obstacle ?? (blocking.length > 0 ? { code: 'flaw', flaws: blocking } : null), expires: null, flaws, evidence: [], explored: false };
}

const grounds: readonly (readonly [Why, readonly Feature[]])[] = [
  ['words', ['titleWords', 'bodyWords']],
  ['letters', ['titleLetters', 'first', 'best']],
  ['precedents', ['nearest', 'nearby', 'past']],
  ['subject', ['tag', 'group']],
  ['accepted', ['accepted']],
];

/** The two groups of features that speak most for it. */
function whyOf(evidence: readonly number[], { weights }: Model): readonly Why[] {
  return grounds
    .map(([why, of]) => ({ why, sum: of.reduce((sum, feature) => sum + weights[feature] * (evidence[features.indexOf(feature)] ?? 0), 0) }))
    .filter(({ sum }) => sum > 0.1)
    .toSorted((one, other) => other.sum - one.sum)
    .slice(0, 2)
    .map(({ why }) => why);
}
