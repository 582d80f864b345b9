import { scoresOf, trainModel, type LinearModel, type Teaching } from './linear-model';
import { vocabularyFrom } from './vocabulary';

/** `score`: how far on the side of its label a text lies; 0 is about the border. */
export type Ranked = { readonly label: string; readonly score: number };

/** `certainty`: grows with the best score and with how much of the text is known at all; 0 for a text of which nothing is. */
export type Reading = { readonly ranked: readonly Ranked[]; readonly certainty: number };

export interface Classifier {
  readonly labels: readonly string[];
  /** The likeliest labels, best first; without words that were taught, the score is that of an empty text. */
  readonly rank: (text: string, most: number) => readonly Ranked[];
  readonly read: (text: string, most: number) => Reading;
}

export function trainClassifier(teaching: Teaching): Classifier {
  return classifierOf(trainModel(teaching));
}

/** No score lies below its negative. */
const lowest = 2;

export function classifierOf(model: LinearModel): Classifier {
  const { labels } = model;
  const vocabulary = vocabularyFrom(model.known);
  const read = (text: string, most: number): Reading => {
    const vector = vocabulary.vectorOf(text);
    const scores = scoresOf(model, vector);
    const ranked = labels.map((label, place) => ({ label, score: scores[place] ?? 0 })).toSorted((one, other) => other.score - one.score).slice(0, most);
    return { ranked, certainty: Math.max(0, (ranked[0]?.score ?? -lowest) + lowest) * vector.familiar };
  };
  return { labels, read, rank: (text, most) => read(text, most).ranked };
}
