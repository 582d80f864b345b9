import { randomUUID } from 'node:crypto';
import type { Failure } from '#contract/failures';
import type { FromDesk, FromServer } from '#contract/protocol';
import type { RefusedRow } from '#domain/conversation/change-many';
import type { Command } from '#domain/mutators';
import { done, refused, type Outcome } from '#kernel/outcome';

/** How long a command may wait for the server, reconnecting included, in milliseconds. */
const patience = 15_000;

type Answered = Outcome<readonly RefusedRow[], Failure>;
type Open = { readonly command: Command; readonly answer: (outcome: Answered) => void };

/**
 * Exclusive commands that wait for the server. Each has a key made here, so that one that is sent again after a
 * reconnect happens once; one whose answer does not come is unknown, not failed.
 */
export class OpenCommands {
  readonly #open = new Map<string, Open>();
  readonly #send: (frame: FromDesk) => void;
  readonly #changed: () => void;

  constructor(send: (frame: FromDesk) => void, changed: () => void) {
    this.#send = send;
    this.#changed = changed;
  }

  /** Answers with what the rules did not let of an act about many. */
  ask(command: Command): Promise<Answered> {
    const key = randomUUID();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(key, refused('network.unknown')), patience);
      const answer = (outcome: Answered): void => {
        clearTimeout(timer);
        resolve(outcome);
      };
      this.#open.set(key, { command, answer });
      this.#changed();
      this.#send({ t: 'command', key, command });
    });
  }

  /** The road is open again: what was not answered goes again, under its key. */
  sendAgain(): void {
    for (const [key, { command }] of this.#open) this.#send({ t: 'command', key, command });
  }

  answered({ key, failure, refused: left = [] }: Pick<Extract<FromServer, { t: 'result' }>, 'key' | 'failure' | 'refused'>): void {
    this.#settle(key, failure === null ? done(left) : refused(failure));
  }

  /** What waits for this conversation. */
  asking(conversation: string): Command['name'] | null {
    for (const { command } of this.#open.values()) if (command.name !== 'cases.change' && command.args.conversation === conversation) return command.name;
    return null;
  }

  stop(): void {
    for (const key of this.#open.keys()) this.#settle(key, refused('network.unknown'));
  }

  #settle(key: string, outcome: Answered): void {
    this.#open.get(key)?.answer(outcome);
    if (this.#open.delete(key)) this.#changed();
  }
}
