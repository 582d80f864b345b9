import { nextWaking } from '#db/cache/list';
import type { Topic } from '../live/topic';
import type { Place } from '../place';

/** Longest sleep of a timer; whoever is due later is looked for again. */
const longest = 60 * 60 * 1000;

const sorted: ReadonlySet<Topic> = new Set<Topic>(['cases', 'conversations']);

/** What was put off comes back into the lists at its moment, without a network and without a word of the server. */
export class Wakings {
  readonly #changed: (topics: ReadonlySet<Topic>) => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(changed: (topics: ReadonlySet<Topic>) => void) {
    this.#changed = changed;
  }

  /** To be asked whenever cases may have changed: those who watch the lists hear of the next moment when it comes. */
  async plan({ picture, clock }: Pick<Place, 'picture' | 'clock'>): Promise<void> {
    const next = await picture.read((db) => nextWaking(db, clock.now()));
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (next === null) return;
    this.#timer = setTimeout(() => this.#changed(sorted), Math.min(longest, Math.max(0, next - clock.now())));
    // Nobody stays up for it.
    this.#timer.unref();
  }
}
