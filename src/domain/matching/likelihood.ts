import { shuffler } from './shuffle';
import type { Vector } from './vocabulary';

/** `own`: the label of each example, by its place among the labels. `weights`: rows of the vocabulary's places, columns of labels; the last row is the bias. */
export type Likely = { readonly vectors: readonly Vector[]; readonly own: Int32Array; readonly labels: number; readonly size: number; readonly seed: number };

const rounds = 10;
/** Falls to nothing over the rounds; with so few of them, nothing else has to hold the weights small. */
const firstRate = 3;
const rateOfBias = 0.1;
/** A label that is so nearly right for an example is left alone: most are, after the first round, and it saves most of the work. */
const negligible = 0.002;

/** The weights under which the examples' own labels are likeliest: multinomial logistic regression, one example after the other. */
export function likeliest({ vectors, own, labels, size, seed }: Likely): Float32Array {
  const weights = new Float32Array((size + 1) * labels);
  const order = Int32Array.from(vectors, (_one, example) => example);
  const shuffle = shuffler(seed);
  const learning: Learning = { weights, labels, bias: size * labels, push: new Float32Array(labels), pushed: new Int32Array(labels) };
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, order.length);
    const rate = firstRate * (1 - round / rounds);
    for (const example of order) {
      const vector = vectors[example];
      if (vector !== undefined) learn(learning, vector, { right: own[example] ?? 0, rate });
    }
  }
  return weights;
}

/** `push`: what each label is to be moved by; `pushed`: those that are moved at all. */
type Learning = { readonly weights: Float32Array; readonly labels: number; readonly bias: number; readonly push: Float32Array; readonly pushed: Int32Array };

function learn(learning: Learning, { places, weights: own }: Vector, step: { readonly right: number; readonly rate: number }): void {
  const { weights, labels, bias, push, pushed } = learning;
  push.set(weights.subarray(bias, bias + labels));
  for (let at = 0; at < places.length; at += 1) addRow(push, weights, { from: (places[at] ?? 0) * labels, times: own[at] ?? 0 });
  const moved = errors(learning, step);
  for (let at = 0; at < places.length; at += 1) {
    const [from, times] = [(places[at] ?? 0) * labels, own[at] ?? 0];
    for (let each = 0; each < moved; each += 1) {
      const label = pushed[each] ?? 0;
      weights[from + label] = (weights[from + label] ?? 0) + (push[label] ?? 0) * times;
    }
  }
  for (let each = 0; each < moved; each += 1) {
    const label = pushed[each] ?? 0;
    weights[bias + label] = (weights[bias + label] ?? 0) + (push[label] ?? 0) * rateOfBias;
  }
}

function addRow(sums: Float32Array, weights: Float32Array, { from, times }: { readonly from: number; readonly times: number }): void {
  for (let label = 0; label < sums.length; label += 1) sums[label] = (sums[label] ?? 0) + (weights[from + label] ?? 0) * times;
}

/** Turns scores into what each label is to be moved by; the number of those that are moved. */
function errors({ push, pushed, labels }: Learning, { right, rate }: { readonly right: number; readonly rate: number }): number {
  const greatest = push.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  let whole = 0;
  for (let label = 0; label < labels; label += 1) {
    const odds = Math.exp((push[label] ?? 0) - greatest);
    push[label] = odds;
    whole += odds;
  }
  let moved = 0;
  for (let label = 0; label < labels; label += 1) {
    const error = (label === right ? 1 : 0) - (push[label] ?? 0) / whole;
    if (Math.abs(error) <= negligible) continue;
    push[label] = rate * error;
    pushed[moved] = label;
    moved += 1;
  }
  return moved;
}
