import { likeliest } from './likelihood';
import { separate } from './separator';
import { vocabularyOf, type Known, type Vector } from './vocabulary';

/** A text and what it is about. */
export type Labelled = { readonly text: string; readonly label: string };

/** `seed`: decides the order in which examples are looked at; the same examples and seed make the same model. */
export type Teaching = { readonly examples: readonly Labelled[]; readonly seed: number };

/**
 * What was learned, as plain data. `weights`: rows of the vocabulary's places and columns of labels, in steps; `steps`: how large a
 * step is, for each label.
 */
export type LinearModel = { readonly labels: readonly string[]; readonly known: Known; readonly weights: Int8Array; readonly steps: Float32Array; readonly biases: Float32Array };

/** Among many examples a feature of one text alone says nothing about another, and such features are most of all. */
const manyExamples = 2000;
const leastTexts = ({ length }: readonly Labelled[]): number => (length < manyExamples ? 1 : 2);
/** What the likelihood says beside the margin: it puts the second and third label better, the margin the first (see DECISION-matching.md). */
const shareOfLikelihood = 0.2;

export function trainModel({ examples, seed }: Teaching): LinearModel {
  const labels = [...new Set(examples.map(({ label }) => label))].toSorted((one, other) => (one < other ? -1 : 1));
  const placeOf = new Map(labels.map((label, place) => [label, place]));
  const vocabulary = vocabularyOf(examples.map(({ text }) => text), leastTexts(examples));
  const vectors = examples.map(({ text }) => vocabulary.vectorOf(text));
  const own = Int32Array.from(examples, ({ label }) => placeOf.get(label) ?? 0);
  const weights = likeliest({ vectors, own, labels: labels.length, size: vocabulary.size, seed }).map((weight) => weight * shareOfLikelihood);
  for (const label of labels.keys()) {
    const plane = separate({ vectors, size: vocabulary.size, seed }, (example) => own[example] === label);
    for (const [place, weight] of plane.weights.entries()) addTo(weights, place * labels.length + label, weight);
    addTo(weights, vocabulary.size * labels.length + label, plane.bias);
  }
  return { labels, known: { grams: vocabulary.grams, rarity: vocabulary.rarity, rarest: vocabulary.rarest }, ...inSteps(weights, labels.length) };
}

/** A score for each label: 0 is about the border between its examples and all others. */
export function scoresOf({ labels: { length }, weights, steps, biases }: LinearModel, { places, weights: own }: Vector): Float64Array {
  const sums = new Float64Array(length);
  for (let at = 0; at < places.length; at += 1) {
    const [from, times] = [(places[at] ?? 0) * length, own[at] ?? 0];
    for (let label = 0; label < length; label += 1) sums[label] = (sums[label] ?? 0) + (weights[from + label] ?? 0) * times;
  }
  return sums.map((sum, label) => sum * (steps[label] ?? 0) + (biases[label] ?? 0));
}

function addTo(weights: Float32Array, at: number, more: number): void {
  weights[at] = (weights[at] ?? 0) + more;
}

const mostSteps = 127;
/** A single step decides nothing, and zeros are small to keep. */
const fewestSteps = 2;

/** A byte for each weight: the largest of each label is 127 steps. The last row, the bias, keeps its precision. */
function inSteps(weights: Float32Array, labels: number): Pick<LinearModel, 'weights' | 'steps' | 'biases'> {
  const size = weights.length - labels;
  const largest = new Float32Array(labels);
  for (let at = 0; at < size; at += 1) largest[at % labels] = Math.max(largest[at % labels] ?? 0, Math.abs(weights[at] ?? 0));
  const steps = largest.map((most) => most / mostSteps || 1);
  const stepped = Int8Array.from(weights.subarray(0, size), (weight, at) => {
    const own = Math.round(weight / (steps[at % labels] ?? 1));
    return Math.abs(own) < fewestSteps ? 0 : own;
  });
  return { weights: stepped, steps, biases: weights.slice(size) };
}
