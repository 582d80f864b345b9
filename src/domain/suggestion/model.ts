import { features, type Candidate, type Feature } from './evidence';

/** How much each feature counts, and how the share of the best becomes the chance that one of three is right. */
export type Model = { readonly name: string; readonly weights: Readonly<Record<Feature, number>>; readonly gate: Gate };

/** chance = 1 / (1 + e^-(offset + slope * log odds of the best)); what is less than `least` is not shown. */
export type Gate = { readonly offset: number; readonly slope: number; readonly least: number };

/** What a company begins with, set by hand. */
export const firstModel: Model = {
  name: 'first',
  weights: { titleWords: 2, bodyWords: 1, titleLetters: 1, nearest: 1, nearby: 1, used: 0, best: 2, tag: 1, group: 2, first: 1, accepted: 2, macro: 0, past: -0.5 },
  gate: { offset: 0.5, slope: 1, least: 0.5 },
};

/** No weight goes further from where it began. */
const farthest = 1.5;

export function bounded(weights: Readonly<Partial<Record<Feature, number>>>): Readonly<Record<Feature, number>> {
  const within = (feature: Feature): number => Math.min(firstModel.weights[feature] + farthest, Math.max(firstModel.weights[feature] - farthest, weights[feature] ?? firstModel.weights[feature]));
  return {
    titleWords: within('titleWords'),
    bodyWords: within('bodyWords'),
    titleLetters: within('titleLetters'),
    nearest: within('nearest'),
    nearby: within('nearby'),
    used: within('used'),
    best: within('best'),
    tag: within('tag'),
    group: within('group'),
    first: within('first'),
    accepted: within('accepted'),
    macro: within('macro'),
    past: within('past'),
  };
}

export type Scored = Candidate & { readonly score: number; readonly share: number };

/** Best first; `share`: what part of the belief in all candidates falls to this one. */
export function scored(candidates: readonly Candidate[], { weights }: Pick<Model, 'weights'>): readonly Scored[] {
  const scores = candidates.map(({ evidence }) => scoreOf(evidence, weights));
  const highest = Math.max(...scores);
  const sum = scores.reduce((all, score) => all + Math.exp(score - highest), 0);
  return candidates
    .map((candidate, place) => ({ ...candidate, score: scores[place] ?? 0, share: Math.exp((scores[place] ?? 0) - highest) / sum }))
    .toSorted((one, other) => other.score - one.score);
}

function scoreOf(evidence: readonly number[], weights: Readonly<Record<Feature, number>>): number {
  return features.reduce((sum, feature, place) => sum + weights[feature] * (evidence[place] ?? 0), 0);
}

/** How likely it is that a right answer stands among the first three. */
export function chanceOf(best: number, { offset, slope }: Gate): number {
  return 1 / (1 + Math.exp(-(offset + slope * logOdds(best))));
}

export function logOdds(share: number): number {
  const kept = Math.min(1 - 1e-6, Math.max(1e-6, share));
  return Math.log(kept / (1 - kept));
}
