import { randomUUID } from 'node:crypto';
import type { Failure } from '#contract/failures';
import type { WrittenMail } from '#contract/new-mail';
import { deleteNewMail, dropBlankMails, dropLeavingMails, readNewMails, writeNewMail, type NewMail } from '#db/cache/new-mail';
import { addNotice } from '#db/cache/notice';
import type { SqliteFile, Writer } from '#db/cache/sqlite';
import { id, type ConversationId } from '#kernel/id';
import { Lane } from '#kernel/lane';
import { newMessage } from '../new-message';

/** `to`: to whom the mail went that began it. */
type Begun = { readonly conversation: ConversationId; readonly to: string };

const mostBegun = 20;

/**
 * Mails that begin a conversation, each one row of the outbox's file from its first letter until the server has it (see
 * DECISION-hold.md). The file is the truth; memory follows it after each commit.
 */
export class NewMails {
  #mails: readonly NewMail[];
  #begun: readonly Begun[] = [];
  #blank = newName();
  readonly #file: SqliteFile;
  readonly #lane = new Lane();

  private constructor(file: SqliteFile, mails: readonly NewMail[]) {
    this.#file = file;
    this.#mails = mails;
  }

  static async open(file: SqliteFile): Promise<NewMails> {
    // What was begun and has nothing in it, since nobody closed its window, is no mail.
    await file.write(dropBlankMails);
    return new NewMails(file, await readNewMails(file.read));
  }

  /** The name of the next one that is begun. */
  get blank(): ConversationId {
    return this.#blank;
  }

  /** Those that are being written, the one that was touched last first. */
  get kept(): readonly NewMail[] {
    return this.#mails.filter(({ until }) => until === null).toReversed();
  }

  /** Those that were sent and that the server has not confirmed, in their order. */
  get leaving(): readonly NewMail[] {
    return this.#mails.filter(({ until }) => until !== null);
  }

  /** One that was sent meanwhile stays as it was sent. */
  save(mail: WrittenMail): Promise<void> {
    return this.#lane.run(async () => {
      if (!this.#isSent(mail.id)) await this.#put({ ...this.#named(mail), at: Date.now(), until: null, asked: false });
    });
  }

  /** Resolves when it survives a power cut. Sent again it is the same. */
  send(mail: WrittenMail, until: number): Promise<void> {
    return this.#lane.run(async () => {
      if (!this.#isSent(mail.id)) await this.#put({ ...this.#named(mail), at: Date.now(), until, asked: false });
    });
  }

  /** False: it may have left. */
  takeBack(name: ConversationId): Promise<boolean> {
    return this.#lane.run(async () => {
      const mail = this.#find(name);
      if (mail === undefined || mail.asked) return false;
      await this.#put({ ...mail, at: Date.now(), until: null });
      return true;
    });
  }

  /** With its files. False: it may have left. */
  remove(name: ConversationId): Promise<boolean> {
    return this.#lane.run(async () => {
      if (this.#find(name)?.asked === true) return false;
      await this.#delete(name);
      return true;
    });
  }

  /** Before the server is asked: from here on nothing of it changes until its answer is known. False: it was taken back, or is another one since. */
  ask(mail: NewMail): Promise<boolean> {
    return this.#lane.run(async () => {
      if (this.#find(mail.id) !== mail || mail.until === null) return false;
      if (!mail.asked) await this.#put({ ...mail, asked: true });
      return true;
    });
  }

  /** The server does not have it, and takes none of this name any more: what is written on is another mail. */
  withdrawn(name: ConversationId, comesBack: boolean): Promise<void> {
    return this.#lane.run(async () => {
      const mail = this.#find(name);
      if (!comesBack) await this.#delete(name);
      else if (mail !== undefined) await this.#put({ ...mail, at: Date.now(), until: null, asked: false, message: newMessage() });
    });
  }

  /** What those began that the server has, since the desk started; the newest of them, newest last. */
  get begun(): readonly Begun[] {
    return this.#begun;
  }

  /** The server has it. */
  arrived(name: ConversationId, conversation: ConversationId): Promise<void> {
    return this.#lane.run(async () => {
      const [to = ''] = this.#find(name)?.recipients.to ?? [];
      await this.#delete(name);
      this.#begun = [...this.#begun.slice(1 - mostBegun), { conversation, to }];
    });
  }

  /** The server said that it does not have it, and may take it later. */
  notYet(name: ConversationId): Promise<void> {
    return this.#lane.run(async () => {
      const mail = this.#find(name);
      if (mail !== undefined) await this.#put({ ...mail, asked: false });
    });
  }

  /** It is being written again, and its writer hears why. Where the server takes its name no more, since it was withdrawn and nobody here heard of that, it is another mail. */
  refuse(name: ConversationId, code: Failure): Promise<void> {
    return this.#lane.run(async () => {
      const mail = this.#find(name);
      if (mail === undefined) return;
      const notice = { id: randomUUID(), at: Date.now(), code, about: 'mail.begin', conversation: name, text: null } as const;
      const message = code === 'mutation.failed' ? newMessage() : mail.message;
      await this.#put({ ...mail, at: Date.now(), until: null, asked: false, message }, (tx) => addNotice(tx, notice));
    });
  }

  /** The person gave up what waits. */
  discard(): Promise<void> {
    return this.#lane.run(async () => {
      await this.#file.write(dropLeavingMails);
      this.#mails = this.kept.toReversed();
    });
  }

  #find(name: ConversationId): NewMail | undefined {
    return this.#mails.find((one) => one.id === name);
  }

  #named(mail: WrittenMail): WrittenMail & Pick<NewMail, 'message'> {
    return { ...mail, message: this.#find(mail.id)?.message ?? null };
  }

  #isSent(name: ConversationId): boolean {
    return (this.#find(name)?.until ?? null) !== null;
  }

  async #put(mail: NewMail, also: (tx: Writer) => Promise<void> = async () => undefined): Promise<void> {
    await this.#file.write(async (tx) => {
      await writeNewMail(tx, mail);
      await also(tx);
    });
    this.#mails = [...this.#mails.filter((one) => one.id !== mail.id), mail];
    if (mail.id === this.#blank) this.#blank = newName();
  }

  async #delete(name: ConversationId): Promise<void> {
    await this.#file.write((tx) => deleteNewMail(tx, name));
    this.#mails = this.#mails.filter((one) => one.id !== name);
  }
}

function newName(): ConversationId {
  return id('conversation', randomUUID());
}
