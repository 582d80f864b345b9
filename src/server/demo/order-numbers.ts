import { day, type Duration, type Instant } from '#kernel/instant';
import type { Dice } from './dice';

/** How often the first two digits grow by one. */
const period: Duration = 18 * day;

/** The first two digits of an order that is placed when the company is founded: enough below for the years before. */
const digitsOfNow = 62;

/** Orders of the past and those of whoever writes now never meet: each has its part of the last five digits. */
const parts = { past: [0, 59_999], present: [60_000, 99_999] } as const;

/** Numbers of orders, each given once. The first two digits grow with time. */
export class OrderNumbers {
  readonly #dice: Dice;
  readonly #founded: Instant;
  readonly #part: readonly [number, number];
  readonly #given = new Set<string>();

  constructor(dice: Dice, founded: Instant, part: keyof typeof parts = 'past') {
    this.#dice = dice;
    this.#founded = founded;
    this.#part = parts[part];
  }

  next(placedAt: Instant): string {
    const first = Math.min(98, Math.max(11, digitsOfNow + Math.floor((placedAt - this.#founded) / period)));
    for (;;) {
      const number = `${first}-${String(this.#dice.between(...this.#part)).padStart(5, '0')}`;
      if (this.#given.has(number)) continue;
      this.#given.add(number);
      return number;
    }
  }
}
