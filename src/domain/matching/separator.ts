import { shuffler } from './shuffle';
import type { Vector } from './vocabulary';

/** A plane between the examples of one label and all others: its weights by places of the vocabulary, and its distance from the middle. */
export type Plane = { readonly weights: Float64Array; readonly bias: number };

/** `cost`: what an example on the wrong side costs against a flat plane. */
export type Separating = { readonly vectors: readonly Vector[]; readonly size: number; readonly seed: number; readonly cost?: number };

const mostRounds = 40;
const nearEnough = 0.3;

/**
 * The plane that parts the examples with the greatest margin: a linear support vector machine with squared loss, by dual
 * coordinate descent with shrinking (Hsieh et al., A Dual Coordinate Descent Method for Large-scale Linear SVM, 2008).
 */
export function separate({ vectors, size, seed, cost = 1 }: Separating, isOwn: (example: number) => boolean): Plane {
  const sides = Float64Array.from(vectors, (_one, example) => (isOwn(example) ? 1 : -1));
  const state: Descent = { vectors, sides, softness: 0.5 / cost, dual: new Float64Array(vectors.length), weights: new Float64Array(size), bias: 0 };
  const shuffle = shuffler(seed);
  const order = Int32Array.from(vectors, (_one, example) => example);
  let active = order.length;
  let bound = Number.POSITIVE_INFINITY;
  for (let round = 0; round < mostRounds; round += 1) {
    shuffle(order, active);
    const done = sweep(state, { order, active, bound });
    bound = done.steepest <= 0 ? Number.POSITIVE_INFINITY : done.steepest;
    const isFlat = done.steepest - done.lowest <= nearEnough;
    if (isFlat && done.active === order.length) break;
    // What was laid aside is looked at once more before it is believed.
    active = isFlat ? order.length : done.active;
    if (isFlat) bound = Number.POSITIVE_INFINITY;
  }
  return { weights: state.weights, bias: state.bias };
}

type Descent = { readonly vectors: readonly Vector[]; readonly sides: Float64Array; readonly softness: number; readonly dual: Float64Array; readonly weights: Float64Array; bias: number };
type Sweep = { readonly order: Int32Array; readonly active: number; readonly bound: number };

/** One step for each example that still counts; those far on their own side are laid aside, behind `active`. */
function sweep(state: Descent, { order, active: before, bound }: Sweep): { readonly active: number; readonly steepest: number; readonly lowest: number } {
  let [active, steepest, lowest] = [before, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let place = 0; place < active; place += 1) {
    const example = order[place] ?? 0;
    const slope = slopeAt(state, example);
    const alpha = state.dual[example] ?? 0;
    if (alpha === 0 && slope > bound) {
      active -= 1;
      order[place] = order[active] ?? 0;
      order[active] = example;
      place -= 1;
      continue;
    }
    const downhill = alpha === 0 ? Math.min(slope, 0) : slope;
    steepest = Math.max(steepest, downhill);
    lowest = Math.min(lowest, downhill);
    if (Math.abs(downhill) > 1e-12) step(state, example, slope);
  }
  return { active, steepest, lowest };
}

function slopeAt({ vectors, sides, dual, softness, weights, bias }: Descent, example: number): number {
  return (sides[example] ?? 0) * (product(vectors[example], weights) + bias) - 1 + softness * (dual[example] ?? 0);
}

/** Vectors are of length 1, and the bias is one more place of weight 1. */
const curvature = 2;

function step(state: Descent, example: number, slope: number): void {
  const before = state.dual[example] ?? 0;
  const after = Math.max(0, before - slope / (curvature + state.softness));
  const change = (after - before) * (state.sides[example] ?? 0);
  state.dual[example] = after;
  state.bias += change;
  const { vectors, weights } = state;
  const { places, weights: own } = vectors[example] ?? nothing;
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? 0;
    weights[place] = (weights[place] ?? 0) + change * (own[at] ?? 0);
  }
}

const nothing: Vector = { places: new Int32Array(), weights: new Float32Array(), familiar: 0 };

function product({ places, weights: own }: Vector = nothing, weights: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < places.length; at += 1) sum += (weights[places[at] ?? 0] ?? 0) * (own[at] ?? 0);
  return sum;
}
