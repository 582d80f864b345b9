import type { FromDeskProcess, SealedAs } from '#contract/bridge';

/** Hands main what it keeps at rest, and knows when it lies there. */
export class Sealing {
  readonly #tell: (message: FromDeskProcess) => void;
  readonly #open = new Map<number, (as: SealedAs) => void>();
  #next = 1;

  constructor(tell: (message: FromDeskProcess) => void) {
    this.#tell = tell;
  }

  /** Null forgets what lies there. */
  seal(sealed: string | null): Promise<SealedAs> {
    const call = this.#next++;
    return new Promise((resolve) => {
      this.#open.set(call, resolve);
      this.#tell({ t: 'seal', call, sealed });
    });
  }

  answered(call: number, as: SealedAs): void {
    this.#open.get(call)?.(as);
    this.#open.delete(call);
  }
}
