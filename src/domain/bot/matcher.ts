import { plainText } from './plain-text';

/** A phrase and the topic that it is of. */
export type Example = { readonly key: string; readonly phrase: string };

/** The best topic: how near it is, from 0 to 1, how far behind the next topic is, and whether both are enough to answer by. */
export type Match = { readonly key: string; readonly score: number; readonly margin: number; readonly isSure: boolean };

export interface Matcher {
  /** Null where nothing at all is alike. */
  readonly match: (text: string) => Match | null;
}

type Weights = ReadonlyMap<string, number>;
type Posting = { readonly example: number; readonly weight: number };

const shortest = 2;
const longest = 4;

/** Nearer than this is understood, and so far ahead of the next topic. Found on sets of questions; see DECISION-bot.md. */
const thresholds = { score: 0.42, margin: 0.06 } as const;

/** Nearest phrases of one topic that speak for it, and what each further one counts against the one before. */
const neighbours = 3;
const fading = 0.35;

/**
 * Nearest neighbours by the letters that phrases share: runs of two to four letters of each word, and whole words, weighted by
 * how few phrases have them (tf-idf), compared by the angle between them. Endings and typing errors change few of the runs; it
 * works in Russian and English alike and is trained in milliseconds.
 */
export function trainMatcher(examples: readonly Example[]): Matcher {
  const counts = examples.map(({ phrase }) => countsOf(phrase));
  const idf = rarity(counts);
  const postings = new Map<string, Posting[]>();
  for (const [example, own] of counts.entries()) {
    for (const [gram, weight] of unit(own, idf)) {
      const list = postings.get(gram);
      if (list === undefined) postings.set(gram, [{ example, weight }]);
      else list.push({ example, weight });
    }
  }
  return {
    match: (text) => {
      const similar = new Float64Array(examples.length);
      for (const [gram, weight] of unit(countsOf(text), idf)) {
        for (const posting of postings.get(gram) ?? []) similar[posting.example] = (similar[posting.example] ?? 0) + weight * posting.weight;
      }
      return best(similar, examples);
    },
  };
}

function best(similar: Float64Array, examples: readonly Example[]): Match | null {
  const ofTopic = new Map<string, number[]>();
  for (const [place, score] of similar.entries()) {
    if (score === 0) continue;
    const key = examples[place]?.key ?? '';
    const list = ofTopic.get(key);
    if (list === undefined) ofTopic.set(key, [score]);
    else list.push(score);
  }
  const scored = [...ofTopic].map(([key, scores]) => ({ key, score: scoreOf(scores) })).toSorted((one, other) => other.score - one.score);
  const [first, second] = scored;
  if (first === undefined) return null;
  const margin = first.score - (second?.score ?? 0);
  return { ...first, margin, isSure: first.score >= thresholds.score && margin >= thresholds.margin };
}

function scoreOf(scores: readonly number[]): number {
  const nearest = scores.toSorted((one, other) => other - one).slice(0, neighbours);
  const weights = nearest.map((_score, place) => fading ** place);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const faded = nearest.reduce((sum, score, place) => sum + score * (weights[place] ?? 0), 0) / whole;
  // The nearest alone says most; others of its topic confirm it.
  return 0.7 * (nearest[0] ?? 0) + 0.3 * faded;
}

function rarity(counts: readonly Weights[]): (gram: string) => number {
  const found = new Map<string, number>();
  for (const own of counts) for (const gram of own.keys()) found.set(gram, (found.get(gram) ?? 0) + 1);
  return (gram) => Math.log((counts.length + 1) / ((found.get(gram) ?? 0) + 1)) + 1;
}

function unit(counts: Weights, idf: (gram: string) => number): readonly (readonly [string, number])[] {
  const weighted = [...counts].map(([gram, count]) => [gram, (1 + Math.log(count)) * idf(gram)] as const);
  const length = Math.sqrt(weighted.reduce((sum, [, weight]) => sum + weight * weight, 0));
  return weighted.map(([gram, weight]) => [gram, weight / length] as const);
}

function countsOf(text: string): Weights {
  const counts = new Map<string, number>();
  const add = (gram: string): void => void counts.set(gram, (counts.get(gram) ?? 0) + 1);
  for (const word of plainText(text).split(' ')) {
    if (word === '') continue;
    add(`=${word}`);
    const framed = ` ${word} `;
    for (let size = shortest; size <= longest; size += 1) {
      for (let from = 0; from + size <= framed.length; from += 1) add(framed.slice(from, from + size));
    }
  }
  return counts;
}
