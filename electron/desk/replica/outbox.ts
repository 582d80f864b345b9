import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { deleteTexts, dropReturned, writeDraft, type Draft, type ReturnedText } from '#db/cache/draft';
import { addDraftFile, dropDraftFiles, type DraftFile } from '#db/cache/draft-files';
import { addHeld, addHeldWith, atOnce, dropHeld, releaseHeld, type Held } from '#db/cache/held';
import { addNotice, dismissNotice, readNotices, type Notice } from '#db/cache/notice';
import { openOutbox } from '#db/cache/open';
import { addPending, addPendingWith, type AtOnce, readClient, readWaiting, renumber, retire, setAside, updateClient, type Client } from '#db/cache/outbox';
import type { SqliteFile, Writer } from '#db/cache/sqlite';
import type { OutgoingFile } from '#domain/conversation/outgoing-file';
import { conversationOf, type Intent } from '#domain/mutators';
import { id, type ClientId, type ConversationId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { Pending } from '#sync/perform';
import { Lane } from '#kernel/lane';
import { discardArticleDrafts } from '../knowledge/article-drafts';
import { discardAll, leaveDraft, newClient, readKept, type Kept } from './kept';
import type { Act, Wish } from './leaving';
import { filesOf, giveBack, type Refused, type Returned } from './refused';
import { Texts } from './texts';

/** The last mutation of a client that the confirmed rows contain. */
export type Confirmed = { readonly client: ClientId; readonly upTo: number };

/** What is precious on this computer. The file is the truth; memory follows it after each commit. */
export class Outbox {
  #pending: readonly Pending[];
  /** Numbers whose intent could not be read. */
  #unread: readonly number[];
  /** What waits for its files or for its time, or behind something of its conversation that does. */
  #held: readonly Held[];
  #client: Client;
  /** The highest number that the present client has given. */
  #last: number;
  /** Up to which number the copy contains the present client's mutations, though the disk may have had no space to forget them here. */
  #confirmed = 0;
  readonly #texts: Texts;
  readonly file: SqliteFile;
  readonly #lane = new Lane();

  private constructor(file: SqliteFile, client: Client, kept: Kept) {
    this.file = file;
    this.#client = client;
    this.#pending = kept.pending;
    this.#unread = kept.unread;
    this.#held = kept.held;
    this.#last = kept.last;
    this.#texts = new Texts(kept);
  }

  static async open(path: string): Promise<{ readonly outbox: Outbox; readonly file: SqliteFile; readonly rebuilt: boolean; readonly isSetAside: boolean }> {
    const { file, rebuilt } = await openOutbox(path);
    const { unread } = await readWaiting(file.read);
    // Before a new client takes the place of one that cannot be read: it takes over what can be.
    if (unread.length > 0) await file.write((tx) => setAside(tx, unread));
    const client = (await readClient(file.read)) ?? (await file.write(newClient));
    return { outbox: new Outbox(file, client, await readKept(file.read)), file, rebuilt, isSetAside: unread.length > 0 };
  }

  /** Everything that the server has not confirmed: first what has a number, then what is held. */
  get pending(): readonly Pending[] {
    return this.#held.length === 0 ? this.#pending : [...this.#pending, ...this.#held];
  }

  get held(): readonly Held[] {
    return this.#held;
  }

  get isEmpty(): boolean {
    return this.#held.length === 0 && this.numbers.length === 0;
  }

  /** Hashes of every file that a draft or an intent names. */
  get hashes(): ReadonlySet<string> {
    return new Set([...this.#texts.files.map(({ file }) => file.hash), ...this.pending.flatMap(({ intent }) => filesOf(intent).map(({ hash }) => hash))]);
  }

  draftFiles(conversation: ConversationId): readonly OutgoingFile[] {
    return this.#texts.draftFiles(conversation);
  }

  /** Every number that the server has not confirmed, in order; `unread` are those whose intent nobody can read. */
  get numbers(): readonly number[] {
    return [...this.#pending.map((one) => one.id), ...this.#unread].sort((one, other) => one - other);
  }

  get unread(): readonly number[] {
    return this.#unread;
  }

  /** What goes to the server of these numbers. Nothing in the place of an intent is refused there, and passed over. */
  mutations(wanted: ReadonlySet<number>): readonly { readonly id: number; readonly intent: Intent | null }[] {
    const intents = new Map(this.#pending.map((one) => [one.id, one.intent]));
    return this.numbers.filter((number) => wanted.has(number)).map((number) => ({ id: number, intent: intents.get(number) ?? null }));
  }

  get client(): Client {
    return this.#client;
  }

  /**
   * Whether the server, which has this client's mutations up to `lastMutation`, and this outbox tell one story. They do not when
   * either of them was put back to an earlier day: then numbers were lost or would be used twice.
   */
  continues(lastMutation: number): boolean {
    const [first] = this.numbers;
    return lastMutation >= this.#confirmed && lastMutation <= this.#last && (first === undefined ? lastMutation === this.#last : lastMutation >= first - 1);
  }

  /** The one that was written last stands last. */
  drafts(conversation: ConversationId): readonly Draft[] {
    return this.#texts.drafts(conversation);
  }

  /** Of everything that was typed or chosen, and not sent. */
  get conversationsOfTexts(): readonly ConversationId[] {
    return this.#texts.conversations;
  }

  /** Texts of this conversation that came back and that no composer has taken in yet. */
  returned(conversation: ConversationId): readonly ReturnedText[] {
    return this.#texts.returned(conversation);
  }

  /** Resolves when the intent and all that goes along survive a power cut. One with files or with a time, and what follows it in its conversation, is held; so is what is of no conversation behind what is of none. */
  add(at: Instant, intent: Intent, { hold = atOnce, from, along = [] }: Wish = {}): Promise<Act> {
    return this.#lane.run(async () => {
      const conversation = conversationOf(intent);
      const draft = this.#texts.leaving(intent, from);
      const waits = hold.until !== null || filesOf(intent).length > 0 || this.#held.some((one) => conversationOf(one.intent) === conversation);
      const added = await (waits ? this.#hold({ at, intent, ...hold }, along, draft) : this.#number(intent, { at, draft, along }));
      if (draft !== null) this.#texts.saved(draft);
      return added;
    });
  }

  /**
   * Forgets what the confirmed rows contain; what was refused becomes a notice, and its text and files come back, in the same
   * transaction. What was refused for want of its files is held again, and returned: before everything else of its conversation.
   * `upTo` is a number of `client`: where another one has taken its place meanwhile, it says nothing.
   */
  async retire({ client, upTo }: Confirmed, { notices, texts, files, again }: Refused): Promise<readonly Pending[]> {
    const work = async (tx: Writer): Promise<readonly Held[]> => {
      await giveBack(tx, { notices, texts, files });
      const held: Held[] = [];
      for (const one of again.toReversed()) held.unshift(await addHeld(tx, { ...one, until: null, act: 'message' in one.intent.args ? one.intent.args.message : null }, true));
      await retire(tx, upTo);
      return held;
    };
    return this.#lane.run(async () => {
      if (this.#client.id !== client) return [];
      this.#confirmed = Math.max(this.#confirmed, upTo);
      const held = await this.file.write(work);
      this.#pending = this.#pending.filter((one) => one.id > upTo);
      this.#unread = this.#unread.filter((number) => number > upTo);
      this.#held = [...held, ...this.#held];
      this.#texts.comeBack(texts, files);
      return held;
    });
  }

  /** Their files are on the server, and their time has come: these get numbers, and may leave. What was given up meanwhile stays given up. */
  release(ready: readonly Held[]): Promise<readonly Pending[]> {
    return this.#lane.run(async () => {
      const held = ready.filter((one) => this.#held.includes(one));
      const numbered = await this.file.write((tx) => releaseHeld(tx, held));
      this.#held = this.#held.filter((one) => !held.includes(one));
      this.#pending = [...this.#pending, ...numbered];
      this.#last = numbered.at(-1)?.id ?? this.#last;
      return numbered;
    });
  }

  /** What is held does not leave: texts and files come back to the composer. False: it has left. */
  giveUp(given: readonly Held[], returned: Returned): Promise<boolean> {
    const work = async (tx: Writer): Promise<void> => {
      await giveBack(tx, returned);
      await dropHeld(tx, given);
    };
    return this.#lane.run(async () => {
      if (given.length === 0 || !given.every((one) => this.#held.includes(one))) return false;
      await this.file.write(work);
      this.#held = this.#held.filter((one) => !given.includes(one));
      this.#texts.comeBack(returned.texts, returned.files);
      return true;
    });
  }

  addDraftFile(added: DraftFile): Promise<void> {
    return this.#write((tx) => addDraftFile(tx, added), () => this.#texts.comeBack([], [added]));
  }

  dropDraftFile(conversation: ConversationId, hash: string): Promise<void> {
    return this.#write((tx) => dropDraftFiles(tx, conversation, [hash]), () => this.#texts.forgetFiles(conversation, [hash]));
  }

  /** `taken`: returned texts that are part of the draft now. */
  saveDraft(draft: Draft, taken: readonly string[]): Promise<void> {
    const work = async (tx: Writer): Promise<void> => {
      await writeDraft(tx, draft, Date.now());
      await dropReturned(tx, taken);
    };
    return this.#write(work, () => {
      this.#texts.letGo(taken);
      this.#texts.saved(draft);
    });
  }

  letGo(refusals: readonly string[]): Promise<void> {
    return this.#write((tx) => dropReturned(tx, refusals), () => this.#texts.letGo(refusals));
  }

  /** Forgets what was typed about these conversations, or chosen for them, and not sent. */
  forgetTexts(gone: readonly ConversationId[]): Promise<void> {
    return this.#write((tx) => deleteTexts(tx, gone), () => this.#texts.forget(gone));
  }

  saveClient(client: Client): Promise<void> {
    return this.#write((tx) => updateClient(tx, client), () => {
      if (this.#client.id === client.id) this.#client = client;
    });
  }

  notices(): Promise<readonly Notice[]> {
    return readNotices(this.file.read);
  }

  notice(notice: Notice): Promise<void> {
    return this.#write((tx) => addNotice(tx, notice), () => undefined);
  }

  dismiss(notice: string): Promise<void> {
    return this.#write((tx) => dismissNotice(tx, notice), () => undefined);
  }

  /** The person gave up what waits, and the files of their drafts with it. */
  async discard(): Promise<void> {
    await discardArticleDrafts(dirname(this.file.path));
    await this.#becomes(discardAll, () => {
      this.#held = [];
      this.#texts.forgetAllFiles();
    });
  }

  /** The server does not know this client: what waits goes again under a new one. */
  becomeNewClient(): Promise<void> {
    return this.#becomes(renumber);
  }

  checkpoint(): Promise<void> {
    return this.#lane.run(() => this.file.checkpoint());
  }

  /** Leaves nothing of what has left; a disk without room for that keeps the file as it is. */
  shrink(): Promise<void> {
    return this.#lane.run(() => this.file.shrink());
  }

  async close(): Promise<void> {
    await this.#lane.idle();
    await this.file.close();
  }

  async #becomes(work: (tx: Writer, client: ClientId) => Promise<readonly Pending[]>, committed = (): void => undefined): Promise<void> {
    const client: Client = { id: id('client', randomUUID()), registered: false, clockOffset: 0 };
    await this.#write((tx) => work(tx, client.id), (pending) => {
      this.#pending = pending;
      this.#unread = [];
      this.#last = pending.length;
      this.#confirmed = 0;
      this.#client = client;
      committed();
    });
  }

  async #number(intent: Intent, { at, draft, along }: AtOnce): Promise<Act> {
    const isAlone = draft === null && along.length === 0;
    const added: Act = isAlone ? [await addPending(this.file.alone, at, intent)] : await this.file.write((tx) => addPendingWith(tx, intent, { at, draft, along }));
    this.#pending = [...this.#pending, ...added];
    this.#last = added.at(-1)?.id ?? this.#last;
    return added;
  }

  /** Within the lane. The files are part of the draft no longer. */
  async #hold(hold: Omit<Held, 'id'>, along: readonly Intent[], draft: Draft | null): Promise<Act> {
    const conversation = conversationOf(hold.intent);
    const sent = filesOf(hold.intent).map(({ hash }) => hash);
    const held = await this.file.write(async (tx) => {
      await leaveDraft(tx, { conversation, draft, sent });
      return addHeldWith(tx, hold, along);
    });
    this.#held = [...this.#held, ...held];
    if (conversation !== null) this.#texts.forgetFiles(conversation, sent);
    return held;
  }

  async #write<Value>(work: (tx: Writer) => Promise<Value>, committed: (value: Value) => void): Promise<void> {
    await this.#lane.run(async () => committed(await this.file.write(work)));
  }
}
