import { cardReads, type CardRead } from '#contract/card-reads';
import { limits } from '#contract/limits';
import type { ConversationId, CustomerId } from '#kernel/id';
import { minute, type Instant } from '#kernel/instant';
import type { Outcome } from '#kernel/outcome';
import type { Failure } from '#contract/failures';
import { randomUUID } from 'node:crypto';
import { appendFile, readFile, rename, writeFile } from 'node:fs/promises';
import { ask } from '../http';
import { Lane } from '#kernel/lane';
import { log, trace } from '../log';

export type CardReadPorts = {
  readonly file: string;
  readonly now: () => Instant;
  readonly server: string;
  readonly access: () => Promise<Outcome<string, Failure>>;
};

/** Who looks again within this time is still looking. */
const onceWithin = 10 * minute;

/** What waits unreported is bounded, in bytes; some 40,000 openings. */
const most = 4 * 1024 * 1024;

/**
 * What a person opened on this computer, told to the server until it answers. It stands in a file of its own, which
 * outlives the copy: ids and moments, no content. A report that was answered and sent again counts once by its key.
 */
export class CardReads {
  readonly #ports: CardReadPorts;
  readonly #lane = new Lane();
  readonly #seen = new Map<string, Instant>();

  constructor(ports: CardReadPorts) {
    this.#ports = ports;
  }

  opened(object: ConversationId | CustomerId): void {
    const at = Math.max(0, Math.round(this.#ports.now()));
    if (at - (this.#seen.get(object) ?? -onceWithin) < onceWithin) return;
    this.#seen.delete(object);
    this.#seen.set(object, at);
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > limits.listPage && oldest !== undefined) this.#seen.delete(oldest);
    void this.#lane.run(() => this.#add({ key: randomUUID(), object, at }));
  }

  /** Tells what waits, as far as the server answers. */
  report(): Promise<void> {
    return this.#lane.run(async () => {
      for (let waiting = await this.#waiting(); waiting.length > 0; ) {
        const told = waiting.slice(0, limits.readsBatch);
        if (!(await this.#tell(told))) return;
        waiting = waiting.slice(told.length);
        await this.#keep(waiting);
      }
    }).catch((error: unknown) => log({ event: 'copy', what: 'notWritten', detail: trace(error) }));
  }

  idle(): Promise<void> {
    return this.#lane.idle();
  }

  async #tell(reads: readonly CardRead[]): Promise<boolean> {
    const access = await this.#ports.access();
    return access.ok && (await ask(this.#ports.server, { method: 'POST', path: '/reads', access: access.value, body: { reads } })).ok;
  }

  async #add(read: CardRead): Promise<void> {
    try {
      await appendFile(this.#ports.file, `${JSON.stringify(read)}\n`, { mode: 0o600, flush: true });
    } catch (error) {
      // A full disk stops no work; that something was opened without a trace is said in the log.
      log({ event: 'copy', what: 'notWritten', detail: trace(error) });
    }
  }

  async #waiting(): Promise<readonly CardRead[]> {
    const text = await readFile(this.#ports.file, 'utf8').catch(() => '');
    return text.slice(-most).split('\n').flatMap((line) => readOf(line));
  }

  async #keep(waiting: readonly CardRead[]): Promise<void> {
    const fresh = `${this.#ports.file}.new`;
    await writeFile(fresh, waiting.map((read) => `${JSON.stringify(read)}\n`).join(''), { mode: 0o600, flush: true });
    await rename(fresh, this.#ports.file);
  }
}

/** A line that a crash cut short is nothing. */
function readOf(line: string): readonly CardRead[] {
  try {
    return cardReads.parse({ reads: [JSON.parse(line)] }).reads;
  } catch {
    return [];
  }
}
