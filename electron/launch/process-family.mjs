import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const graceful = 10_000;
const own = process.platform !== 'win32';

/**
 * The processes of one run. Each leads a group of its own, so that Ctrl-C reaches only us and we end them in
 * order; a guard ends them should we be killed.
 */
export class ProcessFamily {
  #guard;
  #members = new Set();

  constructor() {
    const program = fileURLToPath(new URL('./guard.mjs', import.meta.url));
    this.#guard = spawn(process.execPath, [program], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: own,
      windowsHide: true,
    });
    this.#guard.stdin.on('error', () => {});
    this.#guard.unref();
  }

  spawn(command, args, options) {
    return this.adopt(spawn(command, args, { ...options, detached: own, windowsHide: true }));
  }

  /** Takes in a process that was started elsewhere as the leader of its group. */
  adopt(child) {
    if (!child.pid) return child;
    this.#members.add(child);
    this.#guard.stdin.write(`watch ${child.pid}\n`);
    child.once('exit', () => {
      this.#members.delete(child);
      this.#guard.stdin.write(`forget ${child.pid}\n`);
    });
    return child;
  }

  /** Ends everything, the youngest first: nothing loses what it stands on. */
  async endAll() {
    for (const child of [...this.#members].toReversed()) await this.#end(child);
  }

  /** Asks one process to end, and makes it end after a while. */
  async #end(child) {
    if (!this.#members.has(child)) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const escalation = setTimeout(() => killGroup(child), graceful);
    await ended;
    clearTimeout(escalation);
  }

  killAll() {
    for (const child of this.#members) killGroup(child);
  }
}

function killGroup(child) {
  try {
    process.kill(own ? -child.pid : child.pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}
