import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { FromDeskProcess, ToDesk } from '#contract/bridge';
import type { Failure } from '#contract/failures';
import type { DeskRequestName, RequestInput, RequestOutput, WatchInput, WatchName, WatchOutput } from '#contract/requests';
import type { Outcome } from '#kernel/outcome';
import { Shown } from '../../electron/preload/shown';

const host = fileURLToPath(new URL('../../electron/stand-in/utility-host.mjs', import.meta.url));
const program = fileURLToPath(new URL('../../out/main/desk.js', import.meta.url));

export type DeskSettings = { readonly server: string; readonly home: string; readonly signIn: string; /** Seconds in which an answer may be taken back. */ readonly undoSend?: number };

type Answer = Outcome<unknown, Failure> | null;

/** The product's own built desk as a process of its own, without a window: this is its main and its window. */
export class DeskProgram {
  readonly #settings: DeskSettings;
  readonly #answers = new Map<number, (outcome: Answer) => void>();
  #shown = new Shown();
  #child: ChildProcess | null = null;
  #sealed: string | null = null;
  #isAtWork = false;
  #calls = 0;
  /** What it printed, over all its lives; the newest hundred lines. */
  readonly printed: string[] = [];

  constructor(settings: DeskSettings) {
    this.#settings = settings;
  }

  get home(): string {
    return this.#settings.home;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.#child !== null;
  }

  start(): void {
    const child = spawn(process.execPath, ['--no-warnings', host, program], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'advanced' });
    this.#child = child;
    this.#shown = new Shown();
    if (child.stderr !== null) createInterface({ input: child.stderr }).on('line', (line) => void this.printed.splice(0, this.printed.push(line) - 100));
    // checked: the desk says nothing else on this channel
    child.on('message', (message) => this.#hear(message as FromDeskProcess));
    child.once('exit', () => this.#ended(child));
    // A write to a process that was just killed is no bug of this one.
    child.on('error', () => undefined);
    const { server, home, signIn, undoSend = 0 } = this.#settings;
    const settings = { server, folder: join(home, 'desk'), downloads: join(home, 'downloads'), language: 'ru', signIn, undoSend, tour: false, keeper: 'system' } as const;
    this.#send({ t: 'start', kept: { sealed: this.#sealed, isLost: false, isAtWork: this.#isAtWork }, settings });
  }

  /** Null when the desk ended without an answer. */
  ask<Name extends DeskRequestName>(name: Name, input: RequestInput<Name>): Promise<Outcome<RequestOutput<Name>, Failure> | null> {
    if (this.#child === null) return Promise.resolve(null);
    const call = (this.#calls += 1);
    return new Promise((resolve) => {
      // checked: the desk's handlers tie each name to its own output
      this.#answers.set(call, (outcome) => resolve(outcome as Outcome<RequestOutput<Name>, Failure> | null));
      this.#send({ t: 'ask', call, name, input });
    });
  }

  watch<Name extends WatchName>(name: Name, input: WatchInput<Name>, show: (output: WatchOutput<Name>) => void): () => void {
    const call = (this.#calls += 1);
    this.#shown.expect(call, show);
    this.#send({ t: 'watch', call, name, input });
    return () => {
      this.#shown.forget(call);
      this.#send({ t: 'unwatch', call });
    };
  }

  /** The first answer of a watch that is so; says what it saw last when that does not come. */
  until<Name extends WatchName>(watched: { readonly name: Name; readonly input: WatchInput<Name> }, isSo: (output: WatchOutput<Name>) => boolean, patience = 30_000): Promise<WatchOutput<Name>> {
    return new Promise((resolve, reject) => {
      let last: unknown = 'nothing';
      const settle = (done: () => void): void => {
        clearTimeout(timer);
        stop();
        done();
      };
      const tell = (): string => `${watched.name} was not so: ${JSON.stringify(last)?.slice(0, 600)}; the desk said: ${this.printed.slice(-5).join('\n')}`;
      const timer = setTimeout(() => settle(() => reject(new Error(tell()))), patience);
      const stop = this.watch(watched.name, watched.input, (output) => {
        last = output;
        if (isSo(output)) settle(() => resolve(output));
      });
    });
  }

  /** At work, with nothing that waits. */
  async online(patience = 180_000): Promise<void> {
    await this.until({ name: 'connection', input: {} }, ({ state, waiting }) => state === 'online' && waiting === 0, patience);
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(signal);
  }

  async kill(): Promise<void> {
    await this.#end((child) => void child.kill('SIGKILL'));
  }

  /** As main does when the program ends. */
  async stop(): Promise<void> {
    await this.#end(() => this.#send({ t: 'stop' }));
  }

  async #end(how: (child: ChildProcess) => void): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    const gone = once(child, 'exit');
    how(child);
    await gone;
  }

  #ended(child: ChildProcess): void {
    if (this.#child !== child) return;
    this.#child = null;
    for (const answer of this.#answers.values()) answer(null);
    this.#answers.clear();
  }

  #send(message: ToDesk): void {
    if (this.#child?.connected === true) this.#child.send(message, () => undefined);
  }

  #hear(message: FromDeskProcess): void {
    if (message.t === 'seal') {
      this.#sealed = message.sealed;
      this.#send({ t: 'sealed', call: message.call, as: 'given' });
    }
    if (message.t === 'atWork') this.#isAtWork = message.isAtWork;
    if (message.t === 'show') this.#shown.show(message.call, message.update);
    if (message.t !== 'answer') return;
    this.#answers.get(message.call)?.(message.outcome);
    this.#answers.delete(message.call);
  }
}
