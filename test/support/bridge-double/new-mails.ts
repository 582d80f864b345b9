import type { RequestInput, RequestName, WatchOutput } from '#contract/requests';
import type { OutgoingFile } from '#domain/conversation/outgoing-file';

type Kept = WatchOutput<'newMails'>;
type Mail = Kept['kept'][number];

/** What a person chose: a plain file, and one that runs. */
export const chosen: readonly OutgoingFile[] = [
  { hash: 'a'.repeat(64), name: 'Счёт на оплату № 4471.pdf', size: 482_130, type: 'application/pdf' },
  { hash: 'b'.repeat(64), name: 'setup.exe', size: 3_482_130, type: 'application/x-msdownload' },
];

/** New mails as a desk keeps them, in memory. */
export class NewMails {
  #kept: readonly Mail[] = [];
  #sent: readonly Mail[] = [];
  #count = 0;

  /** The server did not take them. */
  comeBack(subjects: readonly string[]): void {
    for (const subject of subjects) this.#put({ id: `con_mail-${this.#count}`, channel: null, recipients: { to: ['ivan@home.example'], cc: [], bcc: [] }, subject, text: subject }, null);
  }

  shown(): Kept {
    return { blank: `con_mail-${this.#count}`, kept: [...this.#kept], begun: [] };
  }

  waiting(): WatchOutput<'waitingWork'> {
    return this.#sent.map(({ id, recipients, subject }) => ({ id, at: Date.now(), about: 'mail.begin', conversation: null, customerName: recipients.to[0] ?? null, line: subject, isHere: true, reason: null }));
  }

  hear(name: RequestName, input: unknown): void {
    if (name === 'newMail.save') this.#put(input as RequestInput<'newMail.save'>, null);
    if (name === 'newMail.send') this.#send(input as RequestInput<'newMail.send'>);
    if (name === 'newMail.remove' || name === 'newMail.takeBack') this.#back((input as RequestInput<'newMail.takeBack'>).id, name === 'newMail.takeBack');
    if (name === 'waiting.giveUp') this.#back(String((input as RequestInput<'waiting.giveUp'>).id), (input as RequestInput<'waiting.giveUp'>).comesBack);
    const mail = name === 'attachment.choose' && this.#kept.find(({ id }) => id === (input as RequestInput<'attachment.choose'>).conversation);
    if (mail) this.#put(mail, [...chosen]);
  }

  #put(mail: RequestInput<'newMail.save'>, files: readonly OutgoingFile[] | null): void {
    const before = this.#kept.find(({ id }) => id === mail.id);
    this.#count += mail.id === this.shown().blank ? 1 : 0;
    this.#kept = [{ ...mail, files: [...(files ?? before?.files ?? [])] }, ...this.#kept.filter((one) => one !== before)];
  }

  #send(mail: RequestInput<'newMail.send'>): void {
    this.#put(mail, null);
    this.#sent = [...this.#sent, ...this.#kept.filter(({ id }) => id === mail.id)];
    this.#kept = this.#kept.filter(({ id }) => id !== mail.id);
  }

  #back(name: string, comesBack: boolean): void {
    const back = this.#sent.filter(({ id }) => id === name);
    this.#sent = this.#sent.filter(({ id }) => id !== name);
    this.#kept = [...(comesBack ? back : []), ...this.#kept.filter(({ id }) => id !== name)];
  }
}
