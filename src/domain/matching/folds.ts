import { shuffler } from './shuffle';

/** The part of each example, from 0: every part has its share of every label. */
export function foldsOf(labels: readonly string[], { folds, seed }: { readonly folds: number; readonly seed: number }): Int32Array {
  const byLabel = new Map<string, number[]>();
  for (const [example, label] of labels.entries()) {
    const list = byLabel.get(label);
    if (list === undefined) byLabel.set(label, [example]);
    else list.push(example);
  }
  const parts = new Int32Array(labels.length);
  const shuffle = shuffler(seed);
  let next = 0;
  for (const list of byLabel.values()) {
    const order = Int32Array.from(list);
    shuffle(order, order.length);
    for (const example of order) {
      parts[example] = next % folds;
      next += 1;
    }
  }
  return parts;
}
