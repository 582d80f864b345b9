import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A file of this folder as a process of its own that answers each message with one. Rejects when it ends early. */
export class BenchProcess {
  readonly #child: ChildProcess;
  readonly #gone: Promise<never>;

  constructor(file: string, args: readonly string[]) {
    this.#child = fork(fileURLToPath(new URL(file, import.meta.url)), [...args], { execArgv: ['--import', 'tsx'] });
    this.#gone = once(this.#child, 'exit').then(([code]) => {
      throw new Error(`${file} ended with ${String(code)}`);
    });
    // Looked at only while somebody waits for an answer.
    this.#gone.catch(() => undefined);
  }

  /** Resolves when it says that it is ready. */
  async begun(): Promise<void> {
    await Promise.race([once(this.#child, 'message'), this.#gone]);
  }

  async ask(question: string | object): Promise<unknown> {
    const answered = once(this.#child, 'message').then(([answer]: unknown[]) => answer);
    this.#child.send(question);
    return Promise.race([answered, this.#gone]);
  }

  async end(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.disconnect();
    await gone;
  }
}
