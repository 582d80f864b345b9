import type { Position } from '#sync/local-copy';
import type { ReplicaEvent } from '#sync/replica';
import type { Snapshot } from './desk-cache';
import { DiskFull } from './mishaps';

type LoadPorts = {
  /** The snapshot as the server takes it now; null for somebody who may have none. */
  readonly take: (onto: Position | null) => Snapshot | null;
  /** Puts it in place, and answers the last mutation that it contains; null where the copy does not stand any more where a rest begins. */
  readonly put: (snapshot: Snapshot) => Promise<number | null>;
};

/** A snapshot on its way: taken on the server at one moment, in place at a later one, or torn between them. */
export class DeskLoading {
  readonly #ports: LoadPorts;
  #state: Snapshot | 'asked' | null = null;
  #onto: Position | null = null;

  constructor(ports: LoadPorts) {
    this.#ports = ports;
  }

  get isOpen(): boolean {
    return this.#state !== null;
  }

  begin(onto: Position | null): void {
    this.#onto = onto;
    this.#state = 'asked';
  }

  stop(): void {
    this.#state = null;
  }

  /** The next piece of the way, and what the replica has to hear of it. */
  async goOn(isTorn: boolean): Promise<readonly ReplicaEvent[]> {
    const snapshot = this.#state;
    if (snapshot === 'asked') {
      this.#state = this.#ports.take(this.#onto);
      return this.#state === null ? [{ type: 'failed' }] : [];
    }
    this.#state = null;
    if (snapshot === null || isTorn) return [{ type: 'failed' }];
    try {
      const lastMutation = await this.#ports.put(snapshot);
      return [lastMutation === null ? { type: 'failed' } : { type: 'loaded', position: snapshot.position, lastMutation }];
    } catch (error) {
      if (!(error instanceof DiskFull)) throw error;
      return [{ type: 'failed' }];
    }
  }
}
