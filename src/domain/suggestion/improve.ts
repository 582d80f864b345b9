import type { Instant } from '#kernel/instant';
import { acceptanceOf, type Acceptance } from './acceptance';
import { chanceBy, modelOf, aliasOf, type ModelRow } from './company-model';
import { features, type Feature } from './evidence';
import type { Judged, ShownList } from './judged';
import { learnWeights, type Lesson } from './learn';
import { bounded, firstModel, scored } from './model';

type Weights = Readonly<Record<Feature, number>>;
type Learned = Pick<ModelRow, 'weights' | 'accepted'>;

/** Before so many questions were decided, by sending or rejecting, nothing is learned at all. */
const leastDecided = 30;
/** And before so many more, the weights stay as they are. */
const leastForWeights = 100;
const leastHeld = 5;
/** The newest: what learning takes of a server process is bounded, some hundred milliseconds. */
const mostLessons = 600;
/** Texts whose acceptance is told, those that moved most. */
const mostTold = 1000;
/** How much a choice at a place that few look at counts, against one at the first. */
const mostCorrected = 3;
/** Which part of the questions is kept aside, always the same ones, to ask whether what was learned of the others is better. */
const heldOut = 0.2;

/**
 * What a company may rank with after what people did, or null where what it ranks with is better. What is learned of four fifths of
 * the questions must do no worse on the fifth, of which nothing is learned ever: so what was learned before has no start.
 */
export function improved(row: ModelRow, lists: readonly ShownList[], now: Instant): Learned | null {
  const decided = lists.filter(isDecided);
  if (decided.length < leastDecided) return null;
  const isHeld = ({ question }: ShownList): boolean => chanceBy(question) < heldOut;
  const held = decided.filter((list) => isHeld(list) && list.shown.length > 1);
  if (held.length < leastHeld) return null;
  const present = modelOf(row).weights;
  const taught = lists.filter((list) => !isHeld(list));
  const acceptance = acceptanceOf(taught, now);
  const asked: Judging = { held, chances: acceptance.chances };
  const [then, values] = [new Map(row.accepted), byAlias(acceptance.values)];
  const before = meritOf(asked, present, then);
  const accepted = told(acceptance);
  const weights = decided.length < leastForWeights ? null : weightsOf(taught, acceptance);
  if (weights !== null && meritOf(asked, weights, values) >= Math.max(before, meritOf(asked, present, values))) return { weights, accepted };
  return meritOf(asked, present, values) >= before ? { weights: row.weights, accepted } : null;
}

function isDecided({ shown }: ShownList): boolean {
  return shown.some(({ gain, isRejected }) => isRejected || gain >= chosen);
}

/** Less of a text than this in what was sent is another text. */
const chosen = 0.5;

/** By `aliasOf`. */
type Values = ReadonlyMap<string, number>;

function byAlias(values: ReadonlyMap<string, number>): Values {
  return new Map([...values].map(([key, value]) => [aliasOf(key), value]));
}

function told({ values }: Acceptance): ModelRow['accepted'] {
  return [...values]
    .filter(([, value]) => value !== 0)
    .toSorted(([one, its], [other, others]) => Math.abs(others) - Math.abs(its) || (one < other ? -1 : 1))
    .slice(0, mostTold)
    .map(([key, value]) => [aliasOf(key), value] as const);
}

function weightsOf(lists: readonly ShownList[], { values, chances }: Acceptance): Weights {
  const lessons = lists.flatMap((list) => lessonOf(list, chances, byAlias(values))).slice(-mostLessons);
  return rounded(bounded(learnWeights(lessons, firstModel.weights, firstModel.weights)));
}

function rounded(weights: Weights): Weights {
  return bounded(Object.fromEntries(features.map((feature) => [feature, Math.round(weights[feature] * 100) / 100])));
}

/** What was chosen was better than what stood beside it, the more so the less its place is looked at. */
function lessonOf({ shown }: ShownList, chances: readonly number[], values: Values): readonly Lesson[] {
  const right = shown.filter(({ gain }) => gain >= chosen);
  const [first] = right;
  if (first === undefined || shown.length < 2 || shown.some(({ evidence }) => evidence?.length !== features.length)) return [];
  return [{ candidates: shown.map((one) => candidateOf(one, values)), right: new Set(right.map(({ key }) => key)), weight: first.gain * correction(first, chances) }];
}

function correction({ place }: Judged, chances: readonly number[]): number {
  return Math.min(mostCorrected, 1 / Math.max(0.01, chances[place - 1] ?? 1));
}

const acceptedAt = features.indexOf('accepted');

function candidateOf({ key, evidence }: Judged, values: Values): Lesson['candidates'][number] {
  const passage = { key, source: 'macro', group: key, title: '', text: '', tags: [], updatedAt: 0 } as const;
  return { passage, evidence: (evidence ?? features.map(() => 0)).with(acceptedAt, values.get(aliasOf(key)) ?? 0) };
}

type Judging = { readonly held: readonly ShownList[]; readonly chances: readonly number[] };

const surest = 0.95;

/** How likely these weights made what people decided in the questions kept aside: the mean of its logarithm. */
function meritOf({ held, chances }: Judging, weights: Weights, values: Values): number {
  let [sum, count] = [0, 0];
  for (const { shown } of held) {
    if (shown.some(({ evidence }) => evidence?.length !== features.length)) continue;
    const shares = new Map(scored(shown.map((one) => candidateOf(one, values)), { weights }).map(({ passage, share }) => [passage.key, Math.min(surest, Math.max(1 - surest, share))]));
    for (const one of shown) {
      const share = shares.get(one.key) ?? 0;
      const weight = one.isRejected ? 1 : one.gain >= chosen ? one.gain * correction(one, chances) : 0;
      sum += weight * Math.log(one.isRejected ? 1 - share : share);
      count += weight;
    }
  }
  return count === 0 ? 0 : sum / count;
}

/** Numbers drift with the time that passes; a step this small is told to nobody. */
const leastStep = 0.051;

export function isNews(before: Learned, after: Learned): boolean {
  const then = new Map(before.accepted);
  const steps = after.accepted.map(([alias, value]) => Math.abs(value - (then.get(alias) ?? 0)));
  const gone = after.accepted.length < before.accepted.length;
  const weights = features.map((feature) => Math.abs((after.weights?.[feature] ?? firstModel.weights[feature]) - (before.weights?.[feature] ?? firstModel.weights[feature])));
  return gone || (after.weights === null) !== (before.weights === null) || [...steps, ...weights].some((step) => step > leastStep);
}
