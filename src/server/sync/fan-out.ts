import type { TenantId } from '#kernel/id';
import type { LogRun } from './log';
import { fitTogether } from './log-piece';

/** A rest in multiples of the time that telling took: telling takes a third of the process at most. */
const restShare = 2;
/** In milliseconds. A shorter rest brings nothing together; a longer one would be felt. */
const rests = { shortest: 1, longest: 25 } as const;

/**
 * Tells the connected desks what was logged. Where that takes long, because they are many, the process rests in proportion before
 * it tells again, and what is logged meanwhile travels in one frame. A few desks hear everything at once.
 */
export class FanOut {
  readonly #tell: (run: LogRun) => void;
  readonly #waiting = new Map<TenantId, LogRun>();
  #rest: NodeJS.Timeout | null = null;

  constructor(tell: (run: LogRun) => void) {
    this.#tell = tell;
  }

  logged(run: LogRun): void {
    const before = this.#waiting.get(run.tenant);
    if (before !== undefined && !fitTogether(before.entries, run.entries)) this.tellAll();
    const joins = this.#waiting.get(run.tenant);
    this.#waiting.set(run.tenant, joins === undefined ? run : { ...run, from: joins.from, entries: [...joins.entries, ...run.entries] });
    if (this.#rest === null) this.tellAll();
  }

  /** Whoever looks where the log stands has to be told first: nothing lies between that and what comes next. */
  tellAll(): void {
    if (this.#waiting.size === 0) return;
    const runs = [...this.#waiting.values()];
    this.#waiting.clear();
    const began = performance.now();
    for (const run of runs) this.#tell(run);
    this.#restFor(Math.min(rests.longest, restShare * (performance.now() - began)));
  }

  #restFor(milliseconds: number): void {
    if (this.#rest !== null || milliseconds < rests.shortest) return;
    this.#rest = setTimeout(() => {
      this.#rest = null;
      this.tellAll();
    }, milliseconds);
  }
}
