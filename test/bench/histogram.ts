/** Counts of values by tenths: a hundred million samples in little memory. */
export class Histogram {
  readonly #counts = new Map<number, number>();
  count = 0;

  add(values: readonly number[]): void {
    for (const value of values) {
      const tenth = Math.round(value * 10);
      this.#counts.set(tenth, (this.#counts.get(tenth) ?? 0) + 1);
    }
    this.count += values.length;
  }

  /** The value below which `share` of the samples lie. */
  at(share: number): number {
    let left = this.count * share;
    for (const tenth of [...this.#counts.keys()].sort((a, b) => a - b)) {
      left -= this.#counts.get(tenth) ?? 0;
      if (left < 0) return tenth / 10;
    }
    return Number.NaN;
  }
}
