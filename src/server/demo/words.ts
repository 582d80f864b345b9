import type { Dice } from './dice';

/** Of a list, how much has to be said before something of it is said again. */
const apart = 0.7;

/** Phrases that fit everywhere, picked so that none comes back soon: several people speak, and nobody repeats the one before. */
export class Words {
  /** By the first of a list. */
  readonly #lately = new Map<string, readonly string[]>();

  pick(dice: Dice, list: readonly string[]): string {
    const [name = ''] = list;
    const lately = this.#lately.get(name) ?? [];
    const fresh = list.filter((one) => !lately.includes(one));
    const said = dice.pick(fresh.length > 0 ? fresh : list);
    const kept = Math.floor(list.length * apart);
    this.#lately.set(name, kept === 0 ? [] : [...lately, said].slice(-kept));
    return said;
  }
}
