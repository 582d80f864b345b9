import type { FromDeskProcess, ToDesk } from '#contract/bridge';
import { utilityProcess, type UtilityProcess } from 'electron';
import { log } from './log';
import { fromDesk } from './desk-message';

/** A desk that lived this long was healthy: the next end of it is answered at once again, in milliseconds. */
const healthyAfter = 30_000;
const firstPause = 200;
const longestPause = 10_000;

export type DeskEvents = {
  /** A new desk process is there and needs `start` and the watches that windows hold. */
  readonly started: () => void;
  readonly told: (message: FromDeskProcess) => void;
  readonly ended: () => void;
};

/** Keeps the desk alive in a utility process: one that dies is started again, after a growing pause. */
export class DeskProcess {
  #child: UtilityProcess | null = null;
  #pause = firstPause;
  #timer: NodeJS.Timeout | null = null;
  #stopping = false;
  readonly #entry: string;
  readonly #events: DeskEvents;

  constructor(entry: string, events: DeskEvents) {
    this.#entry = entry;
    this.#events = events;
  }

  start(): void {
    const startedAt = performance.now();
    const child = utilityProcess.fork(this.#entry, [], { serviceName: 'Otklik desk', stdio: 'inherit', env: ownEnvironment() });
    this.#child = child;
    child.on('message', (message: unknown) => this.#hear(message));
    child.once('exit', (code) => this.#ended(code, performance.now() - startedAt));
    log({ event: 'desk', what: 'started', detail: '' });
    this.#events.started();
  }

  /** False when no desk is there to hear it. */
  tell(message: ToDesk): boolean {
    this.#child?.postMessage(message);
    return this.#child !== null;
  }

  /** Lets the desk finish what it writes; one that does not end within `patience` milliseconds is killed. */
  async stop(patience: number): Promise<void> {
    this.#stopping = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const child = this.#child;
    if (child === null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.postMessage({ t: 'stop' } satisfies ToDesk);
    const timer = setTimeout(() => child.kill(), patience);
    await ended;
    clearTimeout(timer);
  }

  #hear(message: unknown): void {
    const parsed = fromDesk(message);
    if (parsed === null) log({ event: 'desk', what: 'malformed', detail: '' });
    else this.#events.told(parsed);
  }

  #ended(code: number, lived: number): void {
    this.#child = null;
    log({ event: 'desk', what: 'ended', detail: String(code) });
    this.#events.ended();
    if (this.#stopping) return;
    if (lived >= healthyAfter) this.#pause = firstPause;
    this.#timer = setTimeout(() => this.start(), this.#pause);
    this.#pause = Math.min(longestPause, this.#pause * 2);
  }
}

/** What the desk needs of the environment; nothing that this process was told in confidence is passed on. */
function ownEnvironment(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'TZ', 'SystemRoot', 'NODE_EXTRA_CA_CERTS'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}
