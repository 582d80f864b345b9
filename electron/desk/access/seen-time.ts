import { day, type Duration, type Instant } from '#kernel/instant';

/** The two clocks of a computer: one that people set, one that only counts. */
export type Clocks = { readonly wall: () => Instant; readonly steady: () => Duration };

/** A wall clock may be off by hours (two systems on one computer, no network yet); further back it was set on purpose. */
const tolerated: Duration = day;

/**
 * Time that does not go back: the highest that was ever seen, plus what the steady clock has counted since. A clock that is
 * set back does not give a second day for the first.
 */
export class SeenTime {
  readonly #clocks: Clocks;
  #mark: Instant;
  #steady: Duration;

  constructor(mark: Instant, clocks: Clocks) {
    this.#clocks = clocks;
    this.#mark = mark;
    this.#steady = clocks.steady();
  }

  now(): Instant {
    const steady = this.#clocks.steady();
    this.#mark = Math.max(this.#mark + steady - this.#steady, this.#clocks.wall());
    this.#steady = steady;
    return Math.round(this.#mark);
  }

  /** The server's word is the only one that may put the mark back, when a clock had run ahead. */
  heard(now: Instant): void {
    this.#mark = now;
    this.#steady = this.#clocks.steady();
  }

  /** The wall clock stands so far behind what was seen that nobody can say how long the computer was off. */
  wentBack(): boolean {
    return this.#clocks.wall() < this.#mark - tolerated;
  }
}
