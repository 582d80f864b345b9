import type { Duration } from '#kernel/instant';

/** Everything that is still to happen; stopping forgets it and waits for what has begun. */
export class Agenda {
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #failed: (error: unknown) => void;
  #stopped = false;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  get isStopped(): boolean {
    return this.#stopped;
  }

  /** Does something later. Returns how to call it off. */
  later(after: Duration, act: () => Promise<void>): () => void {
    if (this.#stopped) return () => undefined;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.now(act);
    }, after);
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }

  now(act: () => Promise<void>): void {
    if (this.#stopped) return;
    const work = act().catch((error: unknown) => {
      if (!this.#stopped) this.#failed(error);
    });
    this.#underWay.add(work);
    void work.finally(() => this.#underWay.delete(work));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await Promise.all(this.#underWay);
  }
}
