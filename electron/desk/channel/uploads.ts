import type { Failure } from '#contract/failures';
import { limits } from '#contract/limits';
import { uploadState } from '#contract/outgoing-file';
import type { OutgoingFile } from '#domain/conversation/outgoing-file';
import { conversationOf } from '#domain/mutators';
import type { ConversationId, MessageId } from '#kernel/id';
import { second } from '#kernel/instant';
import type { Outcome } from '#kernel/outcome';
import type { Pending } from '#sync/perform';
import { askFor } from '../http';
import { log, trace } from '../log';
import type { Held } from '#db/cache/held';
import type { Outbox } from '../replica/outbox';
import { filesOf, returned } from '../replica/refused';
import type { OutgoingFolder } from './outgoing-folder';

export type UploadPorts = {
  readonly server: string;
  readonly access: () => Promise<Outcome<string, Failure>>;
  readonly folder: OutgoingFolder;
  readonly outbox: Outbox;
  readonly isOnline: () => boolean;
  /** These have numbers now, and may leave. */
  readonly released: (numbered: readonly Pending[]) => void;
  /** An upload moved on. */
  readonly moved: () => void;
  /** One was given up: what it drew has to go. */
  readonly lost: () => Promise<void>;
};

/** A piece on a line of 32 kbit/s. */
const patience = 90 * second;
/** What takes less is not shown. */
const shownAfter = second;
const shownEvery = second / 4;

/** What may be taken back waits no longer than this: a clock that was put back makes nobody wait for days. */
const longestHold = 31 * second;

/**
 * Lets go what is held: answers whose time to be taken back is over, and whose files the server has. It brings the files one piece
 * at a time, always of the answer that lacks least: a large file on a slow line holds up its own conversation and nothing else.
 */
export class Uploads {
  readonly #ports: UploadPorts;
  /** Bytes that the server has, as it said last. What is not here is asked. */
  readonly #held = new Map<string, number>();
  readonly #begun = new Map<string, number>();
  #running: Promise<void> | null = null;
  #stopped = false;
  #shownAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(ports: UploadPorts) {
    this.#ports = ports;
  }

  /** Call when something is held, and now and then: what failed is tried again. */
  wake(): void {
    if (this.#stopped || this.#ports.outbox.held.length === 0) return;
    this.#running ??= this.#run()
      .catch((error: unknown) => log({ event: 'copy', what: 'notWritten', detail: trace(error) }))
      .finally(() => {
        this.#running = null;
        this.#wakeLater();
      });
  }

  /** The server may have forgotten them. */
  forget(): void {
    this.#held.clear();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** How much of a message's files is on the server, from 0 to 1; null while that is not worth telling. */
  progress(message: MessageId): number | null {
    const held = this.#ports.outbox.held.find(({ intent }) => 'message' in intent.args && intent.args.message === message);
    const files = held === undefined ? [] : filesOf(held.intent);
    const now = performance.now();
    if (!files.some(({ hash }) => now - (this.#begun.get(hash) ?? now) >= shownAfter)) return null;
    return files.reduce((sum, file) => sum + this.#of(file), 0) / files.reduce((sum, { size }) => sum + size, 0);
  }

  async #run(): Promise<void> {
    for (let next = this.#next(); next !== null && !this.#stopped && this.#ports.isOnline(); next = this.#next()) {
      const file = this.#missing(next);
      const goesOn = file === undefined ? await this.#release(next) : await this.#bring(next, file);
      if (!goesOn) return;
    }
  }

  #forgetOne(hash: string): void {
    this.#begun.delete(hash);
    this.#held.delete(hash);
  }

  #of({ hash }: OutgoingFile): number {
    return this.#held.get(hash) ?? 0;
  }

  #missing({ intent }: Pending): OutgoingFile | undefined {
    return filesOf(intent).find((one) => this.#of(one) < one.size);
  }

  /** When the next one may leave that has nothing else to wait for. */
  #wakeLater(): void {
    clearTimeout(this.#timer);
    const next = Math.min(...this.#ports.outbox.held.flatMap(({ until }) => (until === null || isDue(until) ? [] : [until])));
    if (!this.#stopped && next !== Infinity) this.#timer = setTimeout(() => this.wake(), next - Date.now());
  }

  #lacking({ intent }: Pending): number {
    return filesOf(intent).reduce((sum, file) => sum + file.size - this.#of(file), 0);
  }

  /** Of the first of each conversation the one that lacks least. */
  #next(): Held | null {
    const seen = new Set<string | null>();
    const heads = this.#ports.outbox.held.filter(({ intent }) => seen.size < seen.add(conversationOf(intent)).size);
    const able = heads.filter((one) => this.#missing(one) !== undefined || isDue(one.until));
    return able.toSorted((one, other) => this.#lacking(one) - this.#lacking(other))[0] ?? null;
  }

  /** With it goes, in the order in which it was done, everything that waits for nothing, and for nothing before it in its conversation. */
  async #release(head: Held): Promise<boolean> {
    const { outbox, released } = this.#ports;
    const stopped = new Set<ConversationId | null>();
    const ready = outbox.held.filter((one) => {
      const conversation = conversationOf(one.intent);
      if (one !== head && (filesOf(one.intent).length > 0 || !isDue(one.until))) stopped.add(conversation);
      return !stopped.has(conversation);
    });
    const numbered = await outbox.release(ready);
    // Should it come back, because the server forgot them, the server is asked anew.
    for (const { hash } of filesOf(head.intent)) this.#forgetOne(hash);
    released(numbered);
    return true;
  }

  /** One piece; the first asks how far it came the last time. False: not now. */
  async #bring(head: Held, file: OutgoingFile): Promise<boolean> {
    const from = this.#held.get(file.hash);
    if (!this.#begun.has(file.hash)) this.#begun.set(file.hash, performance.now());
    const bytes = from === undefined ? undefined : await this.#ports.folder.read(file.hash, from, limits.filePiece);
    if (bytes === null || bytes?.byteLength === 0) return this.#giveUp(head, 'attachment.absent');
    const told = await this.#ask(`/attachments/${file.hash}?size=${file.size}&from=${from ?? 0}`, bytes);
    if (told.ok) {
      this.#held.set(file.hash, told.value.whole ? file.size : Math.min(told.value.held, file.size - 1));
      this.#show();
      return true;
    }
    log({ event: 'road', what: 'refused', detail: told.code });
    this.#held.delete(file.hash);
    if (told.code === 'request.malformed') return this.#giveUp(head, 'attachment.damaged');
    if (told.code !== 'attachment.damaged') return false;
    return (await this.#ports.folder.isSound(file.hash)) ? false : this.#giveUp(head, 'attachment.damaged');
  }

  async #ask(path: string, bytes: Uint8Array<ArrayBuffer> | undefined) {
    const access = await this.#ports.access();
    if (!access.ok) return access;
    return askFor(this.#ports.server, { method: 'PUT', path, access: access.value, patience, ...(bytes === undefined ? {} : { bytes }) }, uploadState);
  }

  async #giveUp(head: Held, code: Failure): Promise<boolean> {
    await this.#ports.outbox.giveUp([head], returned(head.intent, { id: `held.${crypto.randomUUID()}`, code }));
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

function isDue(until: number | null): boolean {
  const left = until === null ? 0 : until - Date.now();
  return left <= 0 || left > longestHold;
}
