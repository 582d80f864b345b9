import type { Failure } from '#contract/failures';
import type { ConversationId, CustomerId } from '#kernel/id';
import { minute } from '#kernel/instant';
import type { Outcome } from '#kernel/outcome';

export type Past = ConversationId | CustomerId;

/** After this time what was fetched is asked for again, where the stream does not tell of it; in milliseconds. */
const again = 5 * minute;
const most = 1000;

/** What is being fetched of the past: each once, however often it is asked for. */
export class PastFetches {
  readonly #open = new Map<Past, Promise<Outcome<null, Failure>>>();
  readonly #asked = new Map<Past, number>();
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Whether it was not asked for lately, here and since this program began. */
  isDue(id: Past): boolean {
    return performance.now() - (this.#asked.get(id) ?? -again) >= again;
  }

  has(id: Past): boolean {
    return this.#open.has(id);
  }

  once(id: Past, fetch: () => Promise<Outcome<null, Failure>>): Promise<Outcome<null, Failure>> {
    const open = this.#open.get(id);
    if (open !== undefined) return open;
    const begun = fetch().finally(() => {
      this.#open.delete(id);
      this.#asked.delete(id);
      this.#asked.set(id, performance.now());
      const [oldest] = this.#asked.keys();
      if (this.#asked.size > most && oldest !== undefined) this.#asked.delete(oldest);
      this.#changed();
    });
    this.#open.set(id, begun);
    this.#changed();
    return begun;
  }
}
