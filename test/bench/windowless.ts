import type { FromDeskProcess } from '#contract/bridge';
import type { DeskRequestName, RequestInput, WatchInput, WatchName, WatchOutput } from '#contract/requests';
import { Workstation } from '#desk/workstation';
import { join } from 'node:path';
import { Shown } from '../../electron/preload/shown';

export type WindowlessSettings = { readonly folder: string; readonly server: string; readonly signIn: string };

/** The desk process without its window: what main would relay is asked and watched directly. */
export class Windowless {
  readonly #shown = new Shown();
  readonly #answers = new Map<number, (outcome: unknown) => void>();
  readonly #workstation = new Workstation((message) => this.#hear(message));
  #calls = 0;

  start({ folder, server, signIn }: WindowlessSettings): void {
    this.#workstation.hear({
      t: 'start',
      kept: { sealed: null, isLost: false, isAtWork: false },
      settings: { server, folder, downloads: join(folder, 'downloads'), language: 'en', signIn, undoSend: 0, tour: false, keeper: 'file' },
    });
  }

  async ask<Name extends DeskRequestName>(name: Name, input: RequestInput<Name>): Promise<void> {
    const call = (this.#calls += 1);
    const outcome = await new Promise<unknown>((resolve) => {
      this.#answers.set(call, resolve);
      this.#workstation.hear({ t: 'ask', call, name, input });
    });
    if (typeof outcome !== 'object' || outcome === null || !('ok' in outcome) || outcome.ok !== true) throw new Error(`${name}: ${JSON.stringify(outcome)}`);
  }

  watch<Name extends WatchName>(name: Name, input: WatchInput<Name>, show: (output: WatchOutput<Name>) => void): void {
    const call = (this.#calls += 1);
    this.#shown.expect(call, show);
    this.#workstation.hear({ t: 'watch', call, name, input });
  }

  /** Resolves when an answer of the watch satisfies `when`. */
  until<Name extends WatchName>(name: Name, input: WatchInput<Name>, when: (output: WatchOutput<Name>) => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.watch(name, input, (output) => {
        if (when(output)) resolve();
      });
    });
  }

  stop(): Promise<void> {
    return this.#workstation.stop();
  }

  #hear(message: FromDeskProcess): void {
    if (message.t === 'seal') this.#workstation.hear({ t: 'sealed', call: message.call, as: 'given' });
    if (message.t === 'show') this.#shown.show(message.call, message.update);
    if (message.t === 'answer') this.#answers.get(message.call)?.(message.outcome);
  }
}
