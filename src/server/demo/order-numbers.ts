import type { Dice } from './dice';

/** Numbers of orders, each given once. The first two digits grow with the years. */
export class OrderNumbers {
  readonly #dice: Dice;
  readonly #given = new Set<string>();

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  next([least, most]: readonly [number, number]): string {
    for (;;) {
      const number = `${this.#dice.between(least, most)}-${this.#dice.digits(5)}`;
      if (this.#given.has(number)) continue;
      this.#given.add(number);
      return number;
    }
  }
}
