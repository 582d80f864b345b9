import type { Update } from '#contract/bridge';
import { logBug } from '../log';
import type { Topic } from './topic';
import { Difference, type ListShape } from './difference';

export type LiveQuery = {
  readonly topics: ReadonlySet<Topic>;
  readonly list: ListShape | null;
  readonly ask: () => Promise<unknown>;
};

type Watching = { readonly query: LiveQuery; readonly difference: Difference; running: boolean; stale: boolean };

/**
 * Answers each watch now and again whenever something it read has changed. Changes that come while a query runs, or in
 * one turn of the event loop, cost one more run; an answer that is equal to the last one is not sent.
 */
export class LiveQueries {
  readonly #watching = new Map<number, Watching>();
  readonly #show: (call: number, update: Update) => void;
  readonly #failed: (error: unknown) => void;
  #due = false;

  constructor(show: (call: number, update: Update) => void, failed: (error: unknown) => void) {
    this.#show = show;
    this.#failed = failed;
  }

  watch(call: number, query: LiveQuery): void {
    this.#watching.set(call, { query, difference: new Difference(query.list), running: false, stale: true });
    this.#schedule();
  }

  unwatch(call: number): void {
    this.#watching.delete(call);
  }

  changed(topics: ReadonlySet<Topic>): void {
    for (const watching of this.#watching.values()) {
      if ([...watching.query.topics].some((topic) => topics.has(topic))) watching.stale = true;
    }
    this.#schedule();
  }

  #schedule(): void {
    if (this.#due) return;
    this.#due = true;
    setImmediate(() => {
      this.#due = false;
      for (const [call, watching] of this.#watching) if (watching.stale && !watching.running) void this.#run(call, watching);
    });
  }

  async #run(call: number, watching: Watching): Promise<void> {
    watching.running = true;
    watching.stale = false;
    try {
      const update = watching.difference.to(await watching.query.ask());
      if (update !== null && this.#watching.get(call) === watching) this.#show(call, update);
    } catch (error) {
      logBug('watch', error);
      this.#failed(error);
    } finally {
      watching.running = false;
      if (watching.stale) this.#schedule();
    }
  }
}
