import type { ReplicaEvent } from '#sync/replica';
import type { Snapshot } from './desk-cache';
import { DiskFull } from './mishaps';

type LoadPorts = {
  /** The snapshot as the server takes it now; null for somebody who may have none. */
  readonly take: () => Snapshot | null;
  /** Puts it in the place of the copy, and answers the last mutation that it contains. */
  readonly replace: (snapshot: Snapshot) => Promise<number>;
};

/** A snapshot on its way: taken on the server at one moment, in place at a later one, or torn between them. */
export class DeskLoading {
  readonly #ports: LoadPorts;
  #state: Snapshot | 'asked' | null = null;

  constructor(ports: LoadPorts) {
    this.#ports = ports;
  }

  get isOpen(): boolean {
    return this.#state !== null;
  }

  begin(): void {
    this.#state = 'asked';
  }

  stop(): void {
    this.#state = null;
  }

  /** The next piece of the way, and what the replica has to hear of it. */
  async goOn(isTorn: boolean): Promise<readonly ReplicaEvent[]> {
    const snapshot = this.#state;
    if (snapshot === 'asked') {
      this.#state = this.#ports.take();
      return this.#state === null ? [{ type: 'failed' }] : [];
    }
    this.#state = null;
    if (snapshot === null || isTorn) return [{ type: 'failed' }];
    try {
      return [{ type: 'loaded', position: snapshot.position, lastMutation: await this.#ports.replace(snapshot) }];
    } catch (error) {
      if (!(error instanceof DiskFull)) throw error;
      return [{ type: 'failed' }];
    }
  }
}
