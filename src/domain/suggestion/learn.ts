import { features, type Candidate, type Feature } from './evidence';
import { logOdds, scored, type Gate, type Model } from './model';

/** A question with its candidates, which of them was right, and how much it counts. */
export type Lesson = { readonly candidates: readonly Candidate[]; readonly right: ReadonlySet<string>; readonly weight: number };

const rounds = 60;
const pace = 0.1;
const restraint = 0.001;

/**
 * Weights under which the right candidates of the lessons are most likely (listwise logistic regression, one pass after the other
 * with a pace that falls for each weight by what it learned). Lessons without a right candidate teach nothing. `home`: where a
 * weight goes of which nothing is learned; 0 when left out.
 */
export function learnWeights(lessons: readonly Lesson[], from: Readonly<Record<Feature, number>>, home?: Readonly<Record<Feature, number>>): Readonly<Record<Feature, number>> {
  const weights = Float64Array.from(features, (feature) => from[feature]);
  const homes = features.map((feature) => home?.[feature] ?? 0);
  const squares = new Float64Array(features.length).fill(1e-8);
  for (let round = 0; round < rounds; round += 1) {
    for (const lesson of lessons) {
      const slope = slopeOf(lesson, weights);
      if (slope === null) continue;
      for (const [place, own] of slope.entries()) {
        const step = own * lesson.weight - restraint * ((weights[place] ?? 0) - (homes[place] ?? 0));
        squares[place] = (squares[place] ?? 0) + step * step;
        weights[place] = (weights[place] ?? 0) + (pace * step) / Math.sqrt(squares[place] ?? 1);
      }
    }
  }
  return byFeature(weights);
}

function slopeOf({ candidates, right }: Lesson, weights: Float64Array): Float64Array | null {
  const scores = candidates.map(({ evidence }) => evidence.reduce((sum, one, place) => sum + one * (weights[place] ?? 0), 0));
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const all = powers.reduce((sum, power) => sum + power, 0);
  const good = candidates.reduce((sum, { passage }, place) => sum + (right.has(passage.key) ? (powers[place] ?? 0) : 0), 0);
  if (good === 0) return null;
  const slope = new Float64Array(features.length);
  for (const [place, { passage, evidence }] of candidates.entries()) {
    const power = powers[place] ?? 0;
    const pull = (right.has(passage.key) ? power / good : 0) - power / all;
    for (const [feature, one] of evidence.entries()) slope[feature] = (slope[feature] ?? 0) + pull * one;
  }
  return slope;
}

function byFeature(weights: Float64Array): Readonly<Record<Feature, number>> {
  const weightOf = (feature: Feature): number => weights[features.indexOf(feature)] ?? 0;
  return {
    titleWords: weightOf('titleWords'),
    bodyWords: weightOf('bodyWords'),
    titleLetters: weightOf('titleLetters'),
    nearest: weightOf('nearest'),
    nearby: weightOf('nearby'),
    used: weightOf('used'),
    best: weightOf('best'),
    tag: weightOf('tag'),
    group: weightOf('group'),
    first: weightOf('first'),
    accepted: weightOf('accepted'),
    macro: weightOf('macro'),
    past: weightOf('past'),
  };
}

/** Fits the gate to how often one of the first three was right at each confidence (Platt). */
export function learnGate(lessons: readonly Lesson[], { weights, gate }: Pick<Model, 'weights' | 'gate'>): Gate {
  const seen = lessons.flatMap(({ candidates, right }) => {
    const ranked = scored(candidates, { weights });
    const [best] = ranked;
    return best === undefined ? [] : [{ at: logOdds(best.share), isRight: ranked.slice(0, 3).some(({ passage }) => right.has(passage.key)) }];
  });
  let { offset, slope } = gate;
  for (let round = 0; round < 400; round += 1) {
    let [byOffset, bySlope] = [0, 0];
    for (const { at, isRight } of seen) {
      const miss = (isRight ? 1 : 0) - 1 / (1 + Math.exp(-(offset + slope * at)));
      byOffset += miss;
      bySlope += miss * at;
    }
    offset += byOffset / Math.max(1, seen.length);
    slope += (0.5 * bySlope) / Math.max(1, seen.length);
  }
  return { offset, slope, least: gate.least };
}
