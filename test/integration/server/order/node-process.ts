import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Written } from './judge';
import { said, type Load, type Said, type Told } from './messages';

export type OrderKind = 'leader' | 'head' | 'planted';

/** Every transaction that anybody began. */
export type Ledger = Map<string, Written>;

/** A server process of the order, as its parent sees it. */
export class NodeProcess {
  readonly #child: ChildProcess;
  readonly #ledger: Ledger;
  /** What its log dispatched, and whether each run began where the one before ended. */
  readonly told: Told[] = [];
  readonly broken: string[] = [];
  #end: number | null = null;
  readonly #waiting = new Map<string, () => void>();

  private constructor(child: ChildProcess, ledger: Ledger) {
    this.#child = child;
    this.#ledger = ledger;
    child.on('message', (message) => this.#hear(said.parse(message)));
  }

  static async start(url: string, kind: OrderKind, ledger: Ledger): Promise<NodeProcess> {
    const child = fork(fileURLToPath(new URL('node.ts', import.meta.url)), [url, kind], { execArgv: ['--import', 'tsx'] });
    const node = new NodeProcess(child, ledger);
    await node.#until('ready');
    return node;
  }

  /** Resolves when the load is over. */
  load(asked: Load): Promise<void> {
    this.#child.send(asked);
    return this.#until(asked.name);
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child.kill(signal);
  }

  /** Resolves when it is gone, whatever it was at. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }

  #until(what: string): Promise<void> {
    return new Promise((resolve) => this.#waiting.set(what, resolve));
  }

  #hear(message: Said): void {
    switch (message.t) {
      case 'ready':
        return this.#waiting.get('ready')?.();
      case 'loaded':
        return this.#waiting.get(message.name)?.();
      case 'began':
        return void this.#ledger.set(message.id, { began: message.at, committed: null, end: 'unknown' });
      case 'committed':
        return this.#ended(message.id, { committed: message.at, end: 'committed' });
      case 'rolledBack':
      case 'unknown':
        return this.#ended(message.id, { committed: null, end: message.t });
      case 'run':
        if (this.#end !== null && message.from !== this.#end) this.broken.push(`a run from ${message.from} after ${this.#end}`);
        this.#end = message.to;
        this.told.push(...message.entries);
    }
  }

  #ended(id: string, how: Omit<Written, 'began'>): void {
    const began = this.#ledger.get(id)?.began;
    if (began !== undefined) this.#ledger.set(id, { began, ...how });
  }
}
