import { randomUUID } from 'node:crypto';
import { addReturned, deleteDrafts, dropReturned, readDrafts, readReturned, writeDraft, type Draft, type ReturnedText } from '#db/cache/draft';
import { addNotice, dismissNotice, readNotices, type Notice } from '#db/cache/notice';
import { openOutbox } from '#db/cache/open';
import { addPending, discardPending, readClient, readLastNumber, readWaiting, renumber, retire, setAside, updateClient, type Client, type Waiting } from '#db/cache/outbox';
import type { SqliteFile, Writer } from '#db/cache/sqlite';
import type { Intent } from '#domain/mutators';
import { id, type ClientId, type ConversationId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { Pending } from '#sync/perform';
import { Lane } from '#kernel/lane';
import type { Refused } from './refused';

/** What is precious on this computer. The file is the truth; memory follows it after each commit. */
export class Outbox {
  #pending: readonly Pending[];
  /** Numbers whose intent could not be read. */
  #unread: readonly number[];
  #client: Client;
  /** The highest number that the present client has given. */
  #last: number;
  readonly #drafts: Map<ConversationId, Draft>;
  #returned: readonly ReturnedText[];
  readonly #file: SqliteFile;
  readonly #lane = new Lane();

  private constructor(file: SqliteFile, client: Client, kept: Waiting & { readonly last: number; readonly drafts: readonly Draft[]; readonly returned: readonly ReturnedText[] }) {
    this.#file = file;
    this.#client = client;
    this.#pending = kept.pending;
    this.#unread = kept.unread;
    this.#last = kept.last;
    this.#returned = kept.returned;
    this.#drafts = new Map(kept.drafts.map((draft) => [draft.conversation, draft]));
  }

  static async open(path: string): Promise<{ readonly outbox: Outbox; readonly rebuilt: boolean }> {
    const { file, rebuilt } = await openOutbox(path);
    const client = (await readClient(file.read)) ?? (await file.write(newClient));
    const waiting = await readWaiting(file.read);
    if (waiting.unread.length > 0) await file.write((tx) => setAside(tx, waiting.unread));
    const outbox = new Outbox(file, client, { ...waiting, last: await readLastNumber(file.read), drafts: await readDrafts(file.read), returned: await readReturned(file.read) });
    return { outbox, rebuilt };
  }

  get pending(): readonly Pending[] {
    return this.#pending;
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
    return lastMutation <= this.#last && (first === undefined ? lastMutation === this.#last : lastMutation >= first - 1);
  }

  draft(conversation: ConversationId): Draft | null {
    return this.#drafts.get(conversation) ?? null;
  }

  /** Texts of this conversation that the server refused and that no composer has taken in yet. */
  returned(conversation: ConversationId): readonly ReturnedText[] {
    return this.#returned.filter((one) => one.conversation === conversation);
  }

  /** Resolves when the intent survives a power cut. */
  add(at: Instant, intent: Intent): Promise<Pending> {
    return this.#lane.run(async () => {
      const added = await addPending(this.#file.alone, at, intent);
      this.#pending = [...this.#pending, added];
      this.#last = added.id;
      return added;
    });
  }

  /** Forgets what the confirmed rows contain; what was refused becomes a notice, and its text comes back, in the same transaction. */
  retire(upTo: number, { notices, texts }: Refused): Promise<void> {
    const work = async (tx: Writer): Promise<void> => {
      for (const notice of notices) await addNotice(tx, notice);
      for (const text of texts) await addReturned(tx, text, Date.now());
      await retire(tx, upTo);
    };
    return this.#write(work, () => {
      this.#pending = this.#pending.filter((one) => one.id > upTo);
      this.#unread = this.#unread.filter((number) => number > upTo);
      this.#returned = [...this.#returned, ...texts.filter(({ id }) => this.#returned.every((one) => one.id !== id))];
    });
  }

  /** `taken`: returned texts that are part of the draft now. */
  saveDraft(draft: Draft, taken: readonly string[]): Promise<void> {
    const work = async (tx: Writer): Promise<void> => {
      await writeDraft(tx, draft, Date.now());
      await dropReturned(tx, taken);
    };
    return this.#write(work, () => {
      this.#returned = this.#returned.filter(({ id }) => !taken.includes(id));
      if (draft.text === '') this.#drafts.delete(draft.conversation);
      else this.#drafts.set(draft.conversation, draft);
    });
  }

  /** Drafts about these conversations leave with them. */
  async forgetDrafts(conversations: readonly string[]): Promise<void> {
    const gone = [...this.#drafts.keys()].filter((conversation) => conversations.includes(conversation));
    if (gone.length === 0) return;
    await this.#write((tx) => deleteDrafts(tx, gone), () => {
      for (const conversation of gone) this.#drafts.delete(conversation);
    });
  }

  saveClient(client: Client): Promise<void> {
    return this.#write((tx) => updateClient(tx, client), () => {
      if (this.#client.id === client.id) this.#client = client;
    });
  }

  notices(): Promise<readonly Notice[]> {
    return readNotices(this.#file.read);
  }

  notice(notice: Notice): Promise<void> {
    return this.#write((tx) => addNotice(tx, notice), () => undefined);
  }

  dismiss(notice: string): Promise<void> {
    return this.#write((tx) => dismissNotice(tx, notice), () => undefined);
  }

  /** The person gave up what waits. */
  discard(): Promise<void> {
    return this.#becomes((tx, client) => discardPending(tx, client).then(() => []));
  }

  /** The server does not know this client: what waits goes again under a new one. */
  becomeNewClient(): Promise<void> {
    return this.#becomes(renumber);
  }

  checkpoint(): Promise<void> {
    return this.#lane.run(() => this.#file.checkpoint());
  }

  /** Leaves nothing of what has left; a disk without room for that keeps the file as it is. */
  shrink(): Promise<void> {
    return this.#lane.run(() => this.#file.shrink());
  }

  async close(): Promise<void> {
    await this.#lane.idle();
    await this.#file.close();
  }

  async #becomes(work: (tx: Writer, client: ClientId) => Promise<readonly Pending[]>): Promise<void> {
    const client: Client = { id: id('client', randomUUID()), registered: false, clockOffset: 0 };
    await this.#write((tx) => work(tx, client.id), (pending) => {
      this.#pending = pending;
      this.#unread = [];
      this.#last = pending.length;
      this.#client = client;
    });
  }

  #write<Value>(work: (tx: Writer) => Promise<Value>, committed: (value: Value) => void): Promise<Value> {
    return this.#lane.run(async () => {
      const value = await this.#file.write(work);
      committed(value);
      return value;
    });
  }
}

/** Also in the place of a client whose name no server takes: what waits goes under the new one, numbered anew. */
async function newClient(tx: Writer): Promise<Client> {
  const client: Client = { id: id('client', randomUUID()), registered: false, clockOffset: 0 };
  await renumber(tx, client.id);
  return client;
}
