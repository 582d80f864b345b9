import { join } from 'node:path';
import type { Attending, FromDeskProcess, SealedAs } from '#contract/bridge';
import type { Failure } from '#contract/failures';
import type { ConversationId } from '#kernel/id';
import type { DeskRequestName, RequestInput, RequestOutput, WatchInput, WatchName, WatchOutput } from '#contract/requests';
import type { Clocks } from '#desk/access/seen-time';
import { Workstation } from '#desk/workstation';
import type { Outcome } from '#kernel/outcome';
import { Shown } from '../../../electron/preload/shown';
import { freshFolder } from './fresh-folder';

export type SeatSettings = { readonly server: string; readonly signIn: string | null; readonly home?: string; readonly sealed?: string | null; readonly isAtWork?: boolean; readonly isLost?: boolean; readonly clocks?: Clocks };

/** One agent's workstation without a window: what main and the preload do, a test does here. */
export class Seat {
  readonly home: string;
  /** What main would have sealed. */
  sealed: string | null;
  /** How main keeps what it is given; null: it does not answer yet. */
  sealsAs: SealedAs | null = 'given';
  readonly #unanswered: [number, string | null][] = [];
  /** What the desk asked main to open in the browser. */
  readonly links: string[] = [];
  /** What the desk told beside the window. */
  readonly attended: Attending[] = [];
  readonly #desk: Workstation;
  readonly #shown = new Shown();
  readonly #answers = new Map<number, (outcome: Outcome<unknown, Failure>) => void>();
  #calls = 0;

  constructor({ server, signIn, home, sealed, isAtWork = false, isLost = false, clocks }: SeatSettings) {
    this.home = home ?? freshFolder('seat');
    this.sealed = sealed ?? null;
    this.#desk = new Workstation((message) => this.#hear(message), clocks);
    const settings = { server, folder: join(this.home, 'desk'), downloads: join(this.home, 'downloads'), language: 'ru', signIn, undoSend: 0, tour: false, keeper: 'system' } as const;
    this.#desk.hear({ t: 'start', kept: { sealed: this.sealed, isLost, isAtWork }, settings });
  }

  ask<Name extends DeskRequestName>(name: Name, input: RequestInput<Name>): Promise<Outcome<RequestOutput<Name>, Failure>> {
    const call = (this.#calls += 1);
    return new Promise((resolve) => {
      // The desk's handlers tie each name to its own output.
      this.#answers.set(call, (outcome) => resolve(outcome as Outcome<RequestOutput<Name>, Failure>));
      this.#desk.hear({ t: 'ask', call, name, input });
    });
  }

  /** What main does with the paths that the person chose. */
  attach(conversation: ConversationId, paths: readonly string[]): Promise<Outcome<null, Failure>> {
    const call = (this.#calls += 1);
    return new Promise((resolve) => {
      this.#answers.set(call, (outcome) => resolve(outcome as Outcome<null, Failure>));
      this.#desk.hear({ t: 'attach', call, conversation, paths });
    });
  }

  watch<Name extends WatchName>(name: Name, input: WatchInput<Name>, show: (output: WatchOutput<Name>) => void): () => void {
    const call = (this.#calls += 1);
    this.#shown.expect(call, show);
    this.#desk.hear({ t: 'watch', call, name, input });
    return () => {
      this.#shown.forget(call);
      this.#desk.hear({ t: 'unwatch', call });
    };
  }

  /** The first answer of a watch that is so; says what it saw last when that does not come. */
  until<Name extends WatchName>(watched: { readonly name: Name; readonly input: WatchInput<Name> }, isSo: (output: WatchOutput<Name>) => boolean, patience = 30_000): Promise<WatchOutput<Name>> {
    return new Promise((resolve, reject) => {
      let last: unknown = 'nothing';
      const give = (settle: () => void): void => {
        clearTimeout(timer);
        stop();
        settle();
      };
      const timer = setTimeout(() => give(() => reject(new Error(`${watched.name} was not so: ${JSON.stringify(last)?.slice(0, 1500)}`))), patience);
      const stop = this.watch(watched.name, watched.input, (output) => {
        last = output;
        if (isSo(output)) give(() => resolve(output));
      });
    });
  }

  /** Where main says that the focus is. */
  focus(isFocused: boolean): void {
    this.#desk.hear({ t: 'focus', isFocused });
  }

  online(): Promise<unknown> {
    return this.until({ name: 'connection', input: {} }, ({ state, waiting }) => state === 'online' && waiting === 0, 60_000);
  }

  leave(): Promise<void> {
    return this.#desk.stop();
  }

  /** How much was given to main that it has not answered for. */
  get unsealed(): number {
    return this.#unanswered.length;
  }

  /** What main says later, of all that it was given. */
  answerSeals(as: SealedAs): void {
    this.sealsAs = as;
    for (const [call, sealed] of this.#unanswered.splice(0)) this.#seal(call, sealed);
  }

  #seal(call: number, sealed: string | null): void {
    if (this.sealsAs === null) return void this.#unanswered.push([call, sealed]);
    if (this.sealsAs !== 'before') this.sealed = this.sealsAs === 'given' ? sealed : null;
    this.#desk.hear({ t: 'sealed', call, as: this.sealsAs });
  }

  #hear(message: FromDeskProcess): void {
    if (message.t === 'seal') this.#seal(message.call, message.sealed);
    if (message.t === 'attend') this.attended.push(message);
    if (message.t === 'openLink') this.links.push(message.url);
    if (message.t === 'show') this.#shown.show(message.call, structuredClone(message.update));
    if (message.t !== 'answer') return;
    this.#answers.get(message.call)?.(structuredClone(message.outcome));
    this.#answers.delete(message.call);
  }
}
