import { separate, type Plane } from './separator';
import { vocabularyOf, type Vector } from './vocabulary';

/** A text and what it is about. */
export type Labelled = { readonly text: string; readonly label: string };

/** `score`: how far on the side of its label a text lies; 0 is the border. */
export type Ranked = { readonly label: string; readonly score: number };

export interface Classifier {
  readonly labels: readonly string[];
  /** The likeliest labels, best first; without words that were taught, the score is that of an empty text. */
  readonly rank: (text: string, most: number) => readonly Ranked[];
}

/** `seed`: decides the order in which examples are looked at; the same examples and seed make the same classifier. */
export type Teaching = { readonly examples: readonly Labelled[]; readonly seed: number };

/** One plane for each label, that parts its examples from all others. */
export function trainClassifier({ examples, seed }: Teaching): Classifier {
  const labels = [...new Set(examples.map(({ label }) => label))].toSorted((one, other) => (one < other ? -1 : 1));
  const vocabulary = vocabularyOf(examples.map(({ text }) => text), 2);
  const vectors = examples.map(({ text }) => vocabulary.vectorOf(text));
  const planes = labels.map((label) => separate({ vectors, size: vocabulary.size, seed }, (example) => examples[example]?.label === label));
  return {
    labels,
    rank: (text, most) => {
      const vector = vocabulary.vectorOf(text);
      const scored = labels.map((label, place) => ({ label, score: scoreOf(vector, planes[place]) }));
      return scored.toSorted((one, other) => other.score - one.score).slice(0, most);
    },
  };
}

function scoreOf({ places, weights: own }: Vector, plane: Plane | undefined): number {
  if (plane === undefined) return 0;
  let sum = plane.bias;
  for (let at = 0; at < places.length; at += 1) sum += (plane.weights[places[at] ?? 0] ?? 0) * (own[at] ?? 0);
  return sum;
}
