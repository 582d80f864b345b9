import { classifierOf } from './classifier';
import { foldsOf } from './folds';
import { trainModel, type LinearModel, type Teaching } from './linear-model';

/** A model that knows when it does not know. `border`: less certain is "none of these". `usual`: how certain it is of half of all texts. */
export type Learned = { readonly model: LinearModel; readonly border: number; readonly usual: number };

/**
 * Shares: most of the texts that are answered, fewest of the answers that are right, and most of the strangers (texts of labels that
 * were not taught) that are answered all the same. The border is the lowest that keeps all three.
 */
export type Bounds = { readonly answered: number; readonly right: number; readonly strangers: number };

/** How certain a model was of a text that it had not been taught, and what of it: its label may have been kept from it, too. */
export type Trial = { readonly certainty: number; readonly came: 'right' | 'wrong' | 'stranger' };

const folds = 5;
/** From so many examples on, one part in five is enough to find the border, and spares most of the work. */
const manyExamples = 2000;

export function learn(teaching: Teaching, bounds: Bounds): Learned {
  const trials = crossTried(teaching);
  const known = trials.filter(({ came }) => came !== 'stranger').map(({ certainty }) => certainty).toSorted((one, other) => one - other);
  return { model: trainModel(teaching), border: borderOf(trials, bounds), usual: known[Math.floor(known.length / 2)] ?? 0 };
}

/** Each part of the examples is asked of a model that was taught the others, without a fifth of the labels. */
function crossTried({ examples, seed }: Teaching): readonly Trial[] {
  const parts = foldsOf(examples.map(({ label }) => label), { folds, seed });
  const groups = new Map([...new Set(examples.map(({ label }) => label))].toSorted().map((label, place) => [label, place % folds]));
  const asked = examples.length >= manyExamples ? 1 : folds;
  return Array.from({ length: asked }, (_one, part) => {
    const isKept = (label: string): boolean => groups.size > folds && groups.get(label) === part;
    const { read } = classifierOf(trainModel({ examples: examples.filter(({ label }, place) => parts[place] !== part && !isKept(label)), seed }));
    return examples.filter(({ label }, place) => parts[place] === part || isKept(label)).map(({ text, label }): Trial => {
      const { ranked, certainty } = read(text, 1);
      return { certainty, came: isKept(label) ? 'stranger' : ranked[0]?.label === label ? 'right' : 'wrong' };
    });
  }).flat();
}

/** Infinite where no border keeps the bounds. */
export function borderOf(trials: readonly Trial[], bounds: Bounds): number {
  const strangers = trials.filter(({ came }) => came === 'stranger').length;
  const counts = { right: 0, wrong: 0, stranger: 0 };
  let border = Number.POSITIVE_INFINITY;
  for (const { certainty, came } of trials.toSorted((one, other) => other.certainty - one.certainty)) {
    counts[came] += 1;
    const taken = counts.right + counts.wrong;
    const keeps = taken <= bounds.answered * (trials.length - strangers) && counts.right >= bounds.right * taken && counts.stranger <= bounds.strangers * strangers;
    if (keeps) border = certainty;
  }
  return border;
}
