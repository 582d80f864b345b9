import { minute } from '#kernel/instant';
import { onDisk } from '../disk-failure';
import { copyTopics, type Seen } from '../live/topic';
import { log } from '../log';
import type { Copy } from './copy';

/** What one conversation leaves in the file when it moves to another team waits for the next of these, in milliseconds. */
const cleanEvery = 10 * minute;

/** Takes the bytes of removed rows out of the copy's file. */
export class Cleaning {
  readonly #copy: Copy;
  readonly #seen: Seen;
  #cleanedAt = -Infinity;

  constructor(copy: Copy, seen: Seen) {
    this.#copy = copy;
    this.#seen = seen;
  }

  async isDue(): Promise<boolean> {
    return performance.now() - this.#cleanedAt > cleanEvery && (await this.#copy.isUnclean());
  }

  /** A disk that is full now is cleaned later: the file says that it has to be. */
  async clean(): Promise<void> {
    const cleaned = await onDisk(() => this.#copy.clean());
    if (cleaned.ok) this.#cleanedAt = performance.now();
    else log({ event: 'copy', what: 'notWritten', detail: cleaned.code });
    this.#seen(copyTopics);
  }
}
