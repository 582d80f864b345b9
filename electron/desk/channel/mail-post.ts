import type { Failure } from '#contract/failures';
import { begunMail } from '#contract/new-mail';
import type { NewMail } from '#db/cache/new-mail';
import { id, idPrefixes, type ConversationId, type MessageId } from '#kernel/id';
import { minute, second } from '#kernel/instant';
import type { Outcome } from '#kernel/outcome';
import { askFor } from '../http';
import { log, trace } from '../log';
import { isDue } from '../replica/leaving';
import type { NewMails } from '../replica/new-mails';
import type { Outbox } from '../replica/outbox';
import type { Carrier } from './carrier';

export type MailPostPorts = {
  readonly server: string;
  readonly access: () => Promise<Outcome<string, Failure>>;
  readonly carrier: Carrier;
  readonly mails: NewMails;
  readonly outbox: Outbox;
  readonly isOnline: () => boolean;
  readonly changed: () => void;
};

/** Until one is tried again that did not leave; twice as long each time. */
const shortestRest = 2 * second;
const longestRest = minute;

type Rest = { readonly until: number; readonly span: number };

/** Brings new mails to the server, each by itself. One whose answer was lost is asked for under the same name, and is the same mail there. */
export class MailPost {
  readonly #ports: MailPostPorts;
  readonly #asking = new Set<ConversationId>();
  readonly #rests = new Map<ConversationId, Rest>();
  readonly #over = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(ports: MailPostPorts) {
    this.#ports = ports;
  }

  /** Call when one was sent, and now and then: what failed is tried again. */
  wake(): void {
    clearTimeout(this.#timer);
    if (this.#over.signal.aborted) return;
    const waiting = this.#ports.mails.leaving.filter(({ id: name }) => !this.#asking.has(name));
    for (const mail of waiting) if (this.#ports.isOnline() && this.#dueIn(mail) <= 0) void this.#begin(mail);
    const next = Math.min(...waiting.map((mail) => this.#dueIn(mail)).filter((span) => span > 0));
    if (next !== Infinity) this.#timer = setTimeout(() => this.wake(), next);
  }

  /** The road is open again. */
  hurry(): void {
    this.#rests.clear();
  }

  async stop(): Promise<void> {
    this.#over.abort();
    clearTimeout(this.#timer);
  }

  #dueIn({ id: name, until }: NewMail): number {
    const held = until === null || isDue(until) ? 0 : until - Date.now();
    return Math.max(held, (this.#rests.get(name)?.until ?? 0) - performance.now());
  }

  async #begin(mail: NewMail): Promise<void> {
    this.#asking.add(mail.id);
    try {
      if (await this.#leave(mail)) this.#rests.delete(mail.id);
      else this.#rest(mail.id);
    } catch (error) {
      this.#rest(mail.id);
      log({ event: 'copy', what: 'notWritten', detail: trace(error) });
    }
    this.#asking.delete(mail.id);
    this.#ports.changed();
    this.wake();
  }

  #rest(name: ConversationId): void {
    const span = Math.min(longestRest, 2 * (this.#rests.get(name)?.span ?? shortestRest / 2));
    this.#rests.set(name, { until: performance.now() + span, span });
  }

  /** False: not now. */
  async #leave(mail: NewMail): Promise<boolean> {
    const { mails, outbox } = this.#ports;
    // One that the server may have is asked for as it was: what it has needs no files.
    const brought = mail.asked ? 'goesOn' : await this.#bring(mail.id);
    if (brought === 'notNow' || this.#over.signal.aborted) return false;
    if (brought !== 'goesOn') return mails.refuse(mail.id, brought).then(() => true);
    if (!(await mails.ask(mail))) return true;
    this.#ports.changed();
    const answer = await this.#post(mail);
    if (this.#over.signal.aborted) return false;
    if (answer.ok) {
      await mails.arrived(mail.id);
      await outbox.forgetTexts([mail.id]);
      return true;
    }
    log({ event: 'road', what: 'refused', detail: answer.code });
    if (mayBeDone(answer.code)) return false;
    if (answer.code !== 'attachment.absent') return mails.refuse(mail.id, answer.code).then(() => true);
    for (const file of outbox.draftFiles(mail.id)) this.#ports.carrier.forgetOne(file);
    await mails.notYet(mail.id);
    return false;
  }

  async #bring(name: ConversationId): Promise<Awaited<ReturnType<Carrier['bring']>>> {
    const { carrier, outbox } = this.#ports;
    for (const file of outbox.draftFiles(name)) {
      while (carrier.lacks(file) > 0) {
        const brought = this.#over.signal.aborted ? 'notNow' : await carrier.bring(file);
        if (brought !== 'goesOn') return brought;
      }
    }
    return 'goesOn';
  }

  async #post({ id: name, channel, recipients, subject, text }: NewMail) {
    const access = await this.#ports.access();
    if (!access.ok) return access;
    const files = this.#ports.outbox.draftFiles(name);
    const body = { message: messageOf(name), channel, recipients, subject, text, rich: true, ...(files.length === 0 ? {} : { attachments: files }) };
    return askFor(this.#ports.server, { method: 'POST', path: '/mails', access: access.value, signal: this.#over.signal, body }, begunMail);
  }
}

/** The name that the message has everywhere follows from the one that it has here. */
function messageOf(name: ConversationId): MessageId {
  return id('message', name.slice(idPrefixes.conversation.length + 1));
}

/** Whether the server may have it all the same, or takes it later. */
function mayBeDone(code: Failure): boolean {
  return code.startsWith('network.') || code.startsWith('server.') || code === 'access.signedOut' || code === 'request.tooMany';
}
