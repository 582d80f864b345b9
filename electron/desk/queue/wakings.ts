import { nextWaking } from '#db/cache/list';
import type { Instant } from '#kernel/instant';
import type { Topic } from '../live/topic';
import type { Picture } from '../replica/picture';

/** Longest sleep of a timer; whoever is due later is looked for again. */
const longest = 60 * 60 * 1000;

const sorted: ReadonlySet<Topic> = new Set<Topic>(['cases', 'conversations']);

/** What was put off comes back into the lists at its moment, without a network and without a word of the server. */
export class Wakings {
  readonly #picture: Pick<Picture, 'read'>;
  readonly #now: () => Instant;
  readonly #changed: (topics: ReadonlySet<Topic>) => void;
  #timer: NodeJS.Timeout | null = null;
  #isLooking = false;
  #isStale = false;
  #isStopped = false;

  constructor(picture: Pick<Picture, 'read'>, now: () => Instant, changed: (topics: ReadonlySet<Topic>) => void) {
    this.#picture = picture;
    this.#now = now;
    this.#changed = changed;
  }

  /** Something of the copy changed: the next moment may be another one. */
  seen(topics: ReadonlySet<Topic>): void {
    if (topics.has('cases')) void this.look();
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async look(): Promise<void> {
    this.#isStale = true;
    if (this.#isLooking) return;
    this.#isLooking = true;
    let next: Instant | null = null;
    while (this.#isStale) {
      this.#isStale = false;
      // A copy that cannot be read is begun anew, and tells of its cases then.
      next = await this.#picture.read((db) => nextWaking(db, this.#now())).catch(() => null);
    }
    this.#isLooking = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (next === null || this.#isStopped) return;
    this.#timer = setTimeout(() => this.#wake(next), Math.min(longest, Math.max(0, next - this.#now())));
  }

  #wake(moment: Instant): void {
    if (this.#now() >= moment) this.#changed(sorted);
    void this.look();
  }
}
