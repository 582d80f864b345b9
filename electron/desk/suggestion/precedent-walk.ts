import { forgetReopened, keepPrecedents, messagesOfFinished, nextFinished, type Finished, type PrecedentRow, type Walk } from '#db/cache/precedents';
import type { MessageRow } from '#domain/conversation/message';
import { endedWell } from '#domain/suggestion/outcome';
import { exchangeOf, type Said } from '#domain/suggestion/precedent';
import type { PersonId } from '#kernel/id';
import { performance } from 'node:perf_hooks';
import type { Picture } from '../replica/picture';

const step = 40;
/** How long one walk may go on before it rests, in milliseconds. */
const longest = 400;
const start: Walk = { at: Number.MAX_SAFE_INTEGER, id: '' };

type Around = { readonly nameOf: (person: PersonId) => string; readonly answerOf: (reply: string) => string | null };

/** Walks through the finished conversations of the copy, newest first, and keeps what was asked and answered in those that ended well. */
export class PrecedentWalk {
  readonly #picture: Picture;
  readonly #around: Around;
  #from: Walk | null = start;
  #isWalking = false;

  constructor(picture: Picture, around: Around) {
    this.#picture = picture;
    this.#around = around;
  }

  /** Something finished, or came back: the next walk begins with the newest. */
  begin(): void {
    this.#from = start;
  }

  /** A part of the way, when there is nothing else to do. True where something was learned or forgotten. */
  async go(): Promise<boolean> {
    if (this.#from === null || this.#isWalking) return false;
    this.#isWalking = true;
    try {
      return await this.#steps();
    } finally {
      this.#isWalking = false;
    }
  }

  async #steps(): Promise<boolean> {
    const until = performance.now() + longest;
    let hasLearned = this.#from === start && (await this.#picture.keep(forgetReopened));
    while (this.#from !== null && performance.now() < until) {
      const from: Walk = this.#from;
      const { found, next } = await this.#picture.read((db) => nextFinished(db, from, step));
      const learned: PrecedentRow[] = [];
      for (const one of found) learned.push(...(await this.#learn(one)));
      if (found.length > 0) await this.#picture.keep((tx) => keepPrecedents(tx, found, learned));
      hasLearned ||= found.length > 0;
      // Begun anew meanwhile.
      if (this.#from === from) this.#from = next;
    }
    return hasLearned;
  }

  async #learn(one: Finished): Promise<readonly PrecedentRow[]> {
    if (one.isSpam) return [];
    const messages = await this.#picture.read((db) => messagesOfFinished(db, one.conversation));
    if (!endedWell(messages)) return [];
    const people = [...new Set(messages.flatMap(({ part }) => (part.kind === 'outbound' ? [part.author] : [])))].map(this.#around.nameOf);
    const exchange = exchangeOf(saidIn(messages), { customer: one.customer, people });
    if (exchange === null) return [];
    return [{ conversation: one.conversation, team: one.team, ...exchange, answer: this.#around.answerOf(exchange.reply), at: one.at }];
  }
}

function saidIn(messages: readonly MessageRow[]): readonly Said[] {
  return messages.flatMap(({ part, text }): readonly Said[] => {
    if (part.kind === 'inbound') return [{ by: 'customer', text }];
    return part.kind === 'outbound' ? [{ by: 'agent', text }] : [];
  });
}
