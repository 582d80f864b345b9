import type { Failure } from '#contract/failures';
import type { OutgoingFile } from '#domain/conversation/outgoing-file';
import { conversationOf } from '#domain/mutators';
import type { ConversationId, MessageId } from '#kernel/id';
import { second } from '#kernel/instant';
import type { Pending } from '#sync/perform';
import { log, trace } from '../log';
import { isHeld, type Held } from '#db/cache/held';
import type { Outbox } from '../replica/outbox';
import { isDue, ofOneAct } from '../replica/leaving';
import { cameBack, filesOf } from '../replica/refused';
import type { Carrier } from './carrier';
import type { MailPost } from './mail-post';

export type UploadPorts = {
  readonly carrier: Carrier;
  /** New mails leave beside what is held. */
  readonly mails: MailPost;
  readonly outbox: Outbox;
  readonly isOnline: () => boolean;
  /** These have numbers now, and may leave. */
  readonly released: (numbered: readonly Pending[]) => void;
  /** An upload moved on. */
  readonly moved: () => void;
  /** One was given up: what it drew has to go. */
  readonly lost: () => Promise<void>;
};

const shownEvery = second / 4;

/**
 * Lets go what is held: answers whose time to be taken back is over, and whose files the server has. It brings the files one piece
 * at a time, always of the answer that lacks least: a large file on a slow line holds up its own conversation and nothing else.
 */
export class Uploads {
  readonly #ports: UploadPorts;
  #running: Promise<void> | null = null;
  #stopped = false;
  #shownAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(ports: UploadPorts) {
    this.#ports = ports;
  }

  /** Call when something is held, and now and then: what failed is tried again. */
  wake(): void {
    this.#ports.mails.wake();
    if (this.#stopped || this.#ports.outbox.held.length === 0) return;
    this.#running ??= this.#run()
      .catch((error: unknown) => log({ event: 'copy', what: 'notWritten', detail: trace(error) }))
      .finally(() => {
        this.#running = null;
        this.#wakeLater();
      });
  }

  /** The road is open again: the server may have forgotten files, and is asked at once. */
  begin(): void {
    this.#ports.carrier.forget();
    this.#ports.mails.hurry();
    this.wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#ports.mails.stop();
    await this.#running;
  }

  get mails(): MailPost {
    return this.#ports.mails;
  }

  /** How much of a message's files is on the server, from 0 to 1; null while that is not worth telling. */
  progress(message: MessageId): number | null {
    const held = this.#ports.outbox.held.find(({ intent }) => 'message' in intent.args && intent.args.message === message);
    return held === undefined ? null : this.#ports.carrier.progress(filesOf(held.intent));
  }

  async #run(): Promise<void> {
    for (let next = this.#next(); next !== null && !this.#stopped && this.#ports.isOnline(); next = this.#next()) {
      const file = this.#missing(next);
      const goesOn = file === undefined ? await this.#release(next) : await this.#bring(next, file);
      if (!goesOn) return;
    }
  }

  #missing({ intent }: Pending): OutgoingFile | undefined {
    return filesOf(intent).find((one) => this.#ports.carrier.lacks(one) > 0);
  }

  /** When the next one may leave that has nothing else to wait for. */
  #wakeLater(): void {
    clearTimeout(this.#timer);
    const next = Math.min(...this.#ports.outbox.held.flatMap(({ until }) => (until === null || isDue(until) ? [] : [until])));
    if (!this.#stopped && next !== Infinity) this.#timer = setTimeout(() => this.wake(), next - Date.now());
  }

  #lacking({ intent }: Pending): number {
    return filesOf(intent).reduce((sum, file) => sum + this.#ports.carrier.lacks(file), 0);
  }

  /** Of the first of each conversation the one that lacks least. */
  #next(): Held | null {
    const seen = new Set<string | null>();
    const heads = this.#ports.outbox.held.filter(({ intent }) => seen.size < seen.add(conversationOf(intent)).size);
    const able = heads.filter((one) => this.#missing(one) !== undefined || (isDue(one.until) && !this.#waitsForAnswer(one)));
    return able.toSorted((one, other) => this.#lacking(one) - this.#lacking(other))[0] ?? null;
  }

  /** What was done with an answer goes when the server has that answer, or will not have it: it may send it back for want of its files. `head`: is about to leave. */
  #waitsForAnswer({ act }: Held, head: Held | null = null): boolean {
    const leaving = [...this.#ports.outbox.pending.filter((one) => !isHeld(one)), ...(head === null ? [] : [head])];
    return act !== null && leaving.some(({ intent }) => intent.name === 'message.send' && intent.args.message === act && filesOf(intent).length > 0);
  }

  /** With it goes, in the order in which it was done, everything that waits for nothing, and for nothing before it in its conversation. */
  async #release(head: Held): Promise<boolean> {
    const { outbox, released } = this.#ports;
    const stopped = new Set<ConversationId | null>();
    const ready = outbox.held.filter((one) => {
      const conversation = conversationOf(one.intent);
      if (one !== head && (filesOf(one.intent).length > 0 || !isDue(one.until) || this.#waitsForAnswer(one, head))) stopped.add(conversation);
      return !stopped.has(conversation);
    });
    const numbered = await outbox.release(ready);
    // Should it come back, because the server forgot them, the server is asked anew.
    for (const file of filesOf(head.intent)) this.#ports.carrier.forgetOne(file);
    released(numbered);
    return true;
  }

  /** One piece. False: not now. */
  async #bring(head: Held, file: OutgoingFile): Promise<boolean> {
    const brought = await this.#ports.carrier.bring(file);
    if (brought === 'goesOn') this.#show();
    else if (brought !== 'notNow') return this.#giveUp(head, brought);
    return brought === 'goesOn';
  }

  async #giveUp(head: Held, code: Failure): Promise<boolean> {
    const given = ofOneAct(this.#ports.outbox.held, head.id);
    await this.#ports.outbox.giveUp(given, cameBack(given, head, { id: `held.${crypto.randomUUID()}`, code }));
    await this.#ports.lost();
    return true;
  }

  #show(): void {
    const now = performance.now();
    if (now - this.#shownAt < shownEvery) return;
    this.#shownAt = now;
    this.#ports.moved();
  }
}
