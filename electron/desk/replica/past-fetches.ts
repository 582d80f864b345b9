import type { Failure } from '#contract/failures';
import type { ConversationId, CustomerId } from '#kernel/id';
import type { Outcome } from '#kernel/outcome';

export type Past = ConversationId | CustomerId;

/** What is being fetched of the past: each once, however often it is asked for. */
export class PastFetches {
  readonly #open = new Map<Past, Promise<Outcome<null, Failure>>>();
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  has(id: Past): boolean {
    return this.#open.has(id);
  }

  once(id: Past, fetch: () => Promise<Outcome<null, Failure>>): Promise<Outcome<null, Failure>> {
    const open = this.#open.get(id);
    if (open !== undefined) return open;
    const begun = fetch().finally(() => {
      this.#open.delete(id);
      this.#changed();
    });
    this.#open.set(id, begun);
    this.#changed();
    return begun;
  }
}
