import type { Failure } from '#contract/failures';
import type { SqliteFile } from '#db/cache/sqlite';
import type { Position } from '#sync/local-copy';
import type { ReplicaEvent } from '#sync/replica';
import { log } from '../log';
import type { DriverPorts } from './driver';
import type { Standing } from './rescoping';
import { askSnapshot, loadSnapshot, type Loaded } from './snapshot-load';

export type LoadPorts = Pick<DriverPorts, 'server' | 'picture' | 'outbox' | 'access' | 'moved'>;

export type LoadEvents = {
  readonly tell: (event: ReplicaEvent) => void;
  readonly refused: (code: Failure) => void;
  readonly failed: (error: unknown) => Promise<void>;
};

/** Fetches snapshots, one at a time, for all of them write into the same file: one that goes on for a road that is gone ends first. */
export class SnapshotLoads {
  /** The fetch that goes on, and whether it put a new copy in place when it ended. */
  #loading: { readonly abort: AbortController; readonly ended: Promise<boolean> } | null = null;
  #loaded: number | null = null;
  readonly #ports: LoadPorts;
  readonly #events: LoadEvents;

  constructor(ports: LoadPorts, events: LoadEvents) {
    this.#ports = ports;
    this.#events = events;
  }

  /** Rows that have arrived; null when nothing is being fetched. */
  get loaded(): number | null {
    return this.#loaded;
  }

  get ended(): Promise<boolean> {
    return this.#loading?.ended ?? Promise.resolve(false);
  }

  begin(onto: Position | null): void {
    const before = this.ended;
    const abort = new AbortController();
    const ended = before.then((isInPlace) => isInPlace || this.#load(onto, abort.signal));
    const loading = { abort, ended };
    this.#loading = loading;
    void ended.then(() => {
      if (this.#loading === loading) this.#loading = null;
    });
  }

  abort(): void {
    this.#loading?.abort.abort();
  }

  /** One that was given up says nothing: the road has moved on. */
  async #load(onto: Position | null, signal: AbortSignal): Promise<boolean> {
    this.#loaded = 0;
    this.#ports.moved();
    try {
      const event = await this.#fetched(onto, signal);
      if (event.type === 'loaded' || !signal.aborted) this.#events.tell(event);
      return event.type === 'loaded';
    } catch (error) {
      await this.#events.failed(error);
      if (!signal.aborted) this.#events.tell({ type: 'failed' });
      return false;
    } finally {
      this.#loaded = null;
      this.#ports.moved();
    }
  }

  async #fetched(onto: Position | null, signal: AbortSignal): Promise<ReplicaEvent> {
    const access = await this.#ports.access();
    if (!access.ok || signal.aborted) return { type: 'failed' };
    const answering = askSnapshot({ server: this.#ports.server, access: access.value, client: this.#ports.outbox.client.id, onto, signal });
    // The server begins while the file is made.
    const file = await this.#ports.picture.beside().catch((error: unknown) => giveUp(answering, error));
    const answer = await answering;
    const loading = answer.ok ? loadSnapshot(answer.value, file, { onto, signal, progress: (rows) => this.#arrived(rows) }) : Promise.resolve(answer);
    const loaded = await loading.catch(async (error: unknown) => {
      // Open, it would keep the room that it took of a full disk.
      await file.close();
      throw error;
    });
    if (!loaded.ok || signal.aborted) {
      await file.close();
      if (!loaded.ok && !signal.aborted) this.#events.refused(loaded.code);
      return { type: 'failed' };
    }
    const standing = await this.#putInPlace(file, loaded.value);
    if (standing === null) return { type: 'failed' };
    log({ event: 'copy', what: 'loaded', detail: String(this.#loaded) });
    return { type: 'loaded', ...standing };
  }

  #arrived(rows: number): void {
    this.#loaded = rows;
    this.#ports.moved();
  }

  async #putInPlace(file: SqliteFile, { position, rest }: Loaded): Promise<Standing | null> {
    if (rest === null) return this.#ports.picture.replace(file, position);
    try {
      return await this.#ports.picture.enter({ ...rest, file, position });
    } finally {
      await file.close();
    }
  }
}

/** There is no file to load into: the server need not go on. */
function giveUp(answering: ReturnType<typeof askSnapshot>, error: unknown): never {
  void answering.then(async (answer) => (answer.ok ? answer.value.body?.cancel() : undefined)).catch(() => undefined);
  throw error;
}
