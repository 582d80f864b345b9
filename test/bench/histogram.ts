/** Counts of values by tenths: a hundred million samples in little memory. */
export class Histogram {
  readonly #counts = new Map<number, number>();
  count = 0;

  add(value: number, times = 1): void {
    const tenth = Math.round(value * 10);
    this.#counts.set(tenth, (this.#counts.get(tenth) ?? 0) + times);
    this.count += times;
  }

  /** Each value with how often it came; nothing is left of them. */
  emptied(): readonly (readonly [value: number, times: number])[] {
    const all = [...this.#counts].map(([tenth, times]) => [tenth / 10, times] as const);
    this.#counts.clear();
    this.count = 0;
    return all;
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
