import type { LogRun } from './log';
import { partFor } from './log-piece';

/** A run of the log as it is told to many desks: what several of them hear alike is made once. */
export class Telling {
  readonly from: number;
  readonly to: number;
  readonly #run: LogRun;
  readonly #named: ReadonlySet<string>;
  readonly #parts = new Map<string, string | null>();

  constructor(run: LogRun) {
    this.from = run.from;
    this.to = run.to;
    this.#run = run;
    this.#named = new Set(run.entries.flatMap(({ scopes }) => [...scopes.keys()]));
  }

  /** As `partFor` makes it. */
  partFor(scopes: readonly string[]): string | null {
    const heard = scopes.filter((scope) => this.#named.has(scope));
    const key = heard.join(' ');
    const known = this.#parts.get(key);
    if (known !== undefined) return known;
    const part = partFor(this.#run.entries, heard);
    this.#parts.set(key, part);
    return part;
  }
}

/** Makes the frames of changes; one that is asked for again at once, for the next desk, is the same. */
export class ChangesFrames {
  #last: { readonly from: number; readonly to: number; readonly part: string; readonly frame: Buffer } | null = null;

  make({ from, to, part }: { readonly from: number; readonly to: number; readonly part: string }): Buffer {
    const last = this.#last;
    if (last !== null && last.from === from && last.to === to && last.part === part) return last.frame;
    const frame = Buffer.from(`{"t":"changes","from":${from},"to":${to},"changes":[${part}]}`);
    this.#last = { from, to, part, frame };
    return frame;
  }
}
