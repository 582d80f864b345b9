import { fillSlice, mergeTitles, nextSlice } from '#db/cache/search/filling';
import { log, trace } from '../log';
import type { Copy } from '../replica/copy';

/** Between two slices, in milliseconds: whoever waits for the file comes first. */
const breath = 10;
/** Until somebody looks again whether there is something to fill in: a copy that was loaded anew. */
const rest = 1000;

/** Makes the next rows of the copy found. True where there may be more. */
export async function fillNext(copy: Pick<Copy, 'read' | 'write'>): Promise<boolean> {
  const slice = await copy.read(nextSlice);
  if (slice === null) return false;
  await copy.write((tx) => fillSlice(tx, slice));
  if (slice.source !== 'messages' && slice.next <= slice.above) await mergeAll(copy);
  return true;
}

/** Each step is a transaction of its own: what a person does comes between. */
async function mergeAll(copy: Pick<Copy, 'write'>): Promise<void> {
  let isMore = await copy.write((tx) => mergeTitles(tx, 'first'));
  while (isMore) isMore = await copy.write((tx) => mergeTitles(tx, 'next'));
}

/** Goes through a copy that was loaded, behind the person's work, until everything in it is found. */
export class Filling {
  readonly #fill: () => Promise<boolean>;
  readonly #failed: (error: unknown) => Promise<void>;
  #timer: NodeJS.Timeout | null = null;
  #step: Promise<void> = Promise.resolve();
  #isOver = false;

  constructor(fill: () => Promise<boolean>, failed: (error: unknown) => Promise<void>) {
    this.#fill = fill;
    this.#failed = failed;
  }

  start(): void {
    this.#schedule(breath);
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#step;
  }

  #schedule(pause: number): void {
    if (this.#isOver) return;
    this.#timer = setTimeout(() => {
      this.#step = this.#next();
    }, pause);
  }

  async #next(): Promise<void> {
    const isMore = await this.#fill().catch(async (error: unknown) => {
      log({ event: 'copy', what: 'notWritten', detail: trace(error) });
      if (!this.#isOver) await this.#failed(error);
      return false;
    });
    this.#schedule(isMore ? breath : rest);
  }
}
