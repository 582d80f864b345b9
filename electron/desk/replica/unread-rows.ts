import { minute, second, type Duration } from '#kernel/instant';

/** So often the same may be a fault that passes. */
const patience = 3;
/** After a failure that the road did not make, at least. */
const first: Duration = 3 * second;
const ceiling: Duration = 5 * minute;

/**
 * What the server sends and this version cannot read comes again with every greeting: the desk asks for it more and more seldom, and
 * says so once. What it can write ends that.
 */
export class UnreadRows {
  #failures = 0;

  /** True when it is time to say so. */
  failed(): boolean {
    this.#failures += 1;
    return this.#failures === patience;
  }

  wrote(): void {
    this.#failures = 0;
  }

  /** How long to wait at least. */
  get pause(): Duration {
    return this.#failures < patience ? first : Math.min(ceiling, first * 2 ** Math.min(this.#failures, 20));
  }
}
