import type { Failure } from '#contract/failures';
import { begunMail, withdrawnMail } from '#contract/new-mail';
import type { NewMail } from '#db/cache/new-mail';
import { id, idPrefixes, type ConversationId, type MessageId } from '#kernel/id';
import { minute, second } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
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
/** What becomes due sooner than this waits so long: time that is counted in parts of milliseconds wakes nobody over and over. */
const shortestNap = second / 4;
/** After so many tries its writer hears why, and may take it back. */
const patientTries = 3;

type Rest = { readonly until: number; readonly span: number; readonly tries: number; readonly code: Failure };
type Asking = { readonly over: AbortController; readonly ended: Promise<void> };

/** Brings new mails to the server, each by itself. One whose answer was lost is asked for under the same name, and is the same mail there. */
export class MailPost {
  readonly #ports: MailPostPorts;
  readonly #asking = new Map<ConversationId, Asking>();
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
    for (const mail of waiting) if (this.#ports.isOnline() && this.#dueIn(mail) <= 0) this.#begin(mail);
    const next = Math.min(...waiting.map((mail) => this.#dueIn(mail)).filter((span) => span > 0));
    if (next !== Infinity) this.#timer = setTimeout(() => this.wake(), Math.max(shortestNap, next));
  }

  /** The road is open again. */
  hurry(): void {
    for (const [name, rest] of this.#rests) this.#rests.set(name, { ...rest, until: 0 });
  }

  /** Why one did not leave in several tries; null while there is nothing to tell. */
  reason(name: ConversationId): Failure | null {
    const rest = this.#rests.get(name);
    return rest === undefined || rest.tries < patientTries ? null : rest.code;
  }

  /**
   * Takes one back that the server may have: it says that it has it, or that it never will under this name. What may still be on its
   * way is refused there, so that what is written on cannot leave beside it.
   */
  async withdraw(name: ConversationId, comesBack: boolean): Promise<Outcome<null, Failure>> {
    const before = this.#asking.get(name);
    before?.over.abort();
    await before?.ended;
    const mail = this.#ports.mails.leaving.find((one) => one.id === name);
    if (mail === undefined) return refused('message.left');
    if (this.#asking.has(name)) return refused('network.unknown');
    return this.#hold(name, (signal) => this.#withdrawNow(mail, comesBack, signal));
  }

  async stop(): Promise<void> {
    this.#over.abort();
    clearTimeout(this.#timer);
  }

  #dueIn({ id: name, until }: NewMail): number {
    const held = until === null || isDue(until) ? 0 : until - Date.now();
    return Math.max(held, (this.#rests.get(name)?.until ?? 0) - performance.now());
  }

  #begin(mail: NewMail): void {
    void this.#hold(mail.id, async (signal) => {
      try {
        this.#rest(mail.id, await this.#leave(mail, signal));
      } catch (error) {
        this.#rest(mail.id, 'disk.failed');
        log({ event: 'copy', what: 'notWritten', detail: trace(error) });
      }
    });
  }

  /** One thing at a time is done about a mail. */
  async #hold<Value>(name: ConversationId, work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
    const over = new AbortController();
    let end = (): void => undefined;
    this.#asking.set(name, { over, ended: new Promise<void>((resolve) => (end = resolve)) });
    try {
      return await work(AbortSignal.any([over.signal, this.#over.signal]));
    } finally {
      this.#asking.delete(name);
      end();
      this.#ports.changed();
      this.wake();
    }
  }

  /** `code`: why it did not leave; null: nothing more is to be done about it. */
  #rest(name: ConversationId, code: Failure | null): void {
    if (code === null) return void this.#rests.delete(name);
    const { span: before, tries } = this.#rests.get(name) ?? { span: shortestRest / 2, tries: 0 };
    const span = Math.min(longestRest, 2 * before);
    this.#rests.set(name, { until: performance.now() + span, span, tries: tries + 1, code });
  }

  async #withdrawNow(mail: NewMail, comesBack: boolean, signal: AbortSignal): Promise<Outcome<null, Failure>> {
    const access = await this.#ports.access();
    if (!access.ok) return access;
    const answer = await askFor(this.#ports.server, { method: 'POST', path: '/mails/withdrawals', access: access.value, signal, body: { message: messageOf(mail) } }, withdrawnMail);
    if (!answer.ok) return answer;
    this.#rests.delete(mail.id);
    if (answer.value.conversation !== null) {
      await this.#arrived(mail, answer.value.conversation);
      return refused('message.left');
    }
    await this.#ports.mails.withdrawn(mail.id, comesBack);
    return done(null);
  }

  async #arrived({ id: name }: NewMail, conversation: ConversationId): Promise<void> {
    await this.#ports.mails.arrived(name, conversation);
    await this.#ports.outbox.forgetTexts([name]);
  }

  /** Why not now, or null. */
  async #leave(mail: NewMail, signal: AbortSignal): Promise<Failure | null> {
    const { mails, outbox } = this.#ports;
    // One that the server may have is asked for as it was: what it has needs no files.
    const brought = mail.asked ? 'goesOn' : await this.#bring(mail.id, signal);
    if (brought === 'notNow' || signal.aborted) return 'network.offline';
    if (brought !== 'goesOn') return mails.refuse(mail.id, brought).then(() => null);
    if (!(await mails.ask(mail))) return null;
    this.#ports.changed();
    const answer = await this.#post(mail, signal);
    if (signal.aborted) return 'network.unknown';
    if (answer.ok) return this.#arrived(mail, answer.value.conversation).then(() => null);
    log({ event: 'road', what: 'refused', detail: answer.code });
    if (mayBeDone(answer.code)) return answer.code;
    if (answer.code !== 'attachment.absent') return mails.refuse(mail.id, answer.code).then(() => null);
    for (const file of outbox.draftFiles(mail.id)) this.#ports.carrier.forgetOne(file);
    await mails.notYet(mail.id);
    return answer.code;
  }

  async #bring(name: ConversationId, signal: AbortSignal): Promise<Awaited<ReturnType<Carrier['bring']>>> {
    const { carrier, outbox } = this.#ports;
    for (const file of outbox.draftFiles(name)) {
      while (carrier.lacks(file) > 0) {
        const brought = signal.aborted ? 'notNow' : await carrier.bring(file);
        if (brought !== 'goesOn') return brought;
      }
    }
    return 'goesOn';
  }

  async #post(mail: NewMail, signal: AbortSignal) {
    const { id: name, channel, recipients, subject, text } = mail;
    const access = await this.#ports.access();
    if (!access.ok) return access;
    const files = this.#ports.outbox.draftFiles(name);
    const body = { message: messageOf(mail), channel, recipients, subject, text, rich: true, ...(files.length === 0 ? {} : { attachments: files }) };
    return askFor(this.#ports.server, { method: 'POST', path: '/mails', access: access.value, signal, body }, begunMail);
  }
}

/** The name that the message has everywhere follows from the one that it has here, until that is withdrawn. */
function messageOf({ id: name, message }: NewMail): MessageId {
  return message ?? id('message', name.slice(idPrefixes.conversation.length + 1));
}

/** Whether the server may have it all the same, or takes it later. */
function mayBeDone(code: Failure): boolean {
  return code.startsWith('network.') || code.startsWith('server.') || code === 'access.signedOut' || code === 'request.tooMany';
}
