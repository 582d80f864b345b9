import { randomUUID } from 'node:crypto';
import { readDrafts, writeDraft, type Draft } from '#db/cache/draft';
import { addNotice, dismissNotice, readNotices, type Notice } from '#db/cache/notice';
import { openOutbox } from '#db/cache/open';
import { addPending, discardPending, readClient, readPending, renumber, retire, writeClient, type Client } from '#db/cache/outbox';
import type { SqliteFile, Writer } from '#db/cache/sqlite';
import type { Intent } from '#domain/mutators';
import { id, type ConversationId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { Pending } from '#sync/perform';
import { Lane } from '../lane';

/** What is precious on this computer. The file is the truth; memory follows it after each commit. */
export class Outbox {
  #pending: readonly Pending[];
  #client: Client;
  readonly #drafts: Map<ConversationId, Draft>;
  readonly #file: SqliteFile;
  readonly #lane = new Lane();

  private constructor(file: SqliteFile, client: Client, kept: { readonly pending: readonly Pending[]; readonly drafts: readonly Draft[] }) {
    this.#file = file;
    this.#client = client;
    this.#pending = kept.pending;
    this.#drafts = new Map(kept.drafts.map((draft) => [draft.conversation, draft]));
  }

  static async open(path: string): Promise<{ readonly outbox: Outbox; readonly rebuilt: boolean }> {
    const { file, rebuilt } = await openOutbox(path);
    const client = (await readClient(file.read)) ?? (await file.write(newClient));
    const outbox = new Outbox(file, client, { pending: await readPending(file.read), drafts: await readDrafts(file.read) });
    return { outbox, rebuilt };
  }

  get pending(): readonly Pending[] {
    return this.#pending;
  }

  get client(): Client {
    return this.#client;
  }

  draft(conversation: ConversationId): Draft | null {
    return this.#drafts.get(conversation) ?? null;
  }

  /** Resolves when the intent survives a power cut. */
  add(at: Instant, intent: Intent): Promise<Pending> {
    return this.#write(async (tx) => addPending(tx, at, intent), (added) => {
      this.#pending = [...this.#pending, added];
    });
  }

  /** Forgets what the confirmed rows contain; what was refused becomes a notice in the same transaction. */
  retire(upTo: number, notices: readonly Notice[]): Promise<void> {
    const work = async (tx: Writer): Promise<void> => {
      for (const notice of notices) await addNotice(tx, notice);
      await retire(tx, upTo);
    };
    return this.#write(work, () => {
      this.#pending = this.#pending.filter((one) => one.id > upTo);
    });
  }

  saveDraft(draft: Draft): Promise<void> {
    return this.#write((tx) => writeDraft(tx, draft, Date.now()), () => {
      if (draft.text === '') this.#drafts.delete(draft.conversation);
      else this.#drafts.set(draft.conversation, draft);
    });
  }

  saveClient(client: Client): Promise<void> {
    return this.#write((tx) => writeClient(tx, client), () => {
      this.#client = client;
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
    return this.#write(discardPending, () => {
      this.#pending = [];
    });
  }

  /** The server does not know this client: what waits goes again under a new one. */
  becomeNewClient(): Promise<void> {
    const client: Client = { id: id('client', randomUUID()), registered: false, clockOffset: 0 };
    const work = (tx: Writer): Promise<readonly Pending[]> => renumber(tx, client.id);
    return this.#lane.run(async () => {
      this.#pending = await this.#file.write(work);
      this.#client = client;
    });
  }

  checkpoint(): Promise<void> {
    return this.#lane.run(() => this.#file.checkpoint());
  }

  async close(): Promise<void> {
    await this.#lane.idle();
    await this.#file.close();
  }

  #write<Value>(work: (tx: Writer) => Promise<Value>, committed: (value: Value) => void): Promise<Value> {
    return this.#lane.run(async () => {
      const value = await this.#file.write(work);
      committed(value);
      return value;
    });
  }
}

async function newClient(tx: Writer): Promise<Client> {
  const client: Client = { id: id('client', randomUUID()), registered: false, clockOffset: 0 };
  await writeClient(tx, client);
  return client;
}
