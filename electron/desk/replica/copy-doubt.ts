import { damageOfCopy } from '#db/cache/damage';

/** How often the system fails to read or write the copy before the file is taken for what is bad. */
const patience = 3;
/** Failures that lie longer apart have nothing to do with each other, in milliseconds. */
const memory = 60_000;

/**
 * When a copy has to be begun anew. One that the system cannot read may lie on a disk that is away for a moment; but a disk that
 * takes a new file is not what fails, and where it takes none, beginning anew fails too, and nothing is lost by the try.
 */
export class CopyDoubt {
  readonly #now: () => number;
  #failures: readonly number[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  isBad(error: unknown): boolean {
    if (damageOfCopy(error) === 'corrupt') return true;
    if (!(error instanceof Error && 'code' in error && error.code === 'SQLITE_IOERR')) return false;
    const now = this.#now();
    this.#failures = [...this.#failures.filter((at) => now - at < memory), now];
    if (this.#failures.length < patience) return false;
    this.#failures = [];
    return true;
  }
}
