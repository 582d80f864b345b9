import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '#contract/failures';
import { limits } from '#contract/limits';
import type { RequestInput } from '#contract/requests';
import { checkFiles, fileBounds, isFileName, type OutgoingFile } from '#domain/conversation/outgoing-file';
import type { ConversationId } from '#kernel/id';
import { minute } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { diskFailure } from '../disk-failure';
import { Lane } from '#kernel/lane';
import type { Outbox } from '../replica/outbox';
import { detectType } from './detect-type';
import { OutgoingFolder, type OutgoingWriter } from './outgoing-folder';
import { outgoingName } from './safe-name';

type Piece = RequestInput<'attachment.add'>;
type Transfer = { readonly writer: OutgoingWriter; readonly conversation: ConversationId; touchedAt: number };

/** Files that the window may be handing over at once, and how long one may stand still. */
const mostTransfers = 10;
const stillFor = minute;

/** Takes files into the composer: they are safe on this computer before a draft or an answer names them. */
export class Outgoing {
  readonly folder: OutgoingFolder;
  readonly #outbox: Outbox;
  readonly #changed: () => void;
  readonly #transfers = new Map<string, Transfer>();
  readonly #lane = new Lane();

  constructor(place: string, outbox: Outbox, changed: () => void) {
    this.folder = new OutgoingFolder(join(place, 'outgoing'));
    this.#outbox = outbox;
    this.#changed = changed;
  }

  /** Files that the person chose in the system's dialog; the first that cannot be taken says why, and ends it. */
  async attach(conversation: ConversationId, paths: readonly string[]): Promise<Outcome<null, Failure>> {
    for (const path of paths) {
      const taken = await this.#taken(() => this.#copy(conversation, path));
      if (!taken.ok) return taken;
    }
    return done(null);
  }

  /** One piece of what was pasted or dropped; the last one attaches it. */
  add(piece: Piece): Promise<Outcome<null, Failure>> {
    return this.#taken(() => this.#take(piece), () => this.#abandon(piece.transfer));
  }

  async detach(conversation: ConversationId, hash: string): Promise<void> {
    await this.#outbox.dropDraftFile(conversation, hash);
    this.#changed();
    await this.sweep();
  }

  /** Those of the draft that are to leave; every one of them must be there. */
  ofDraft(conversation: ConversationId, hashes: readonly string[]): readonly OutgoingFile[] | null {
    const files = this.#outbox.draftFiles(conversation);
    const chosen = files.filter(({ hash }) => hashes.includes(hash));
    return chosen.length === hashes.length ? chosen : null;
  }

  /** Call when idle: forgets what nothing refers to any more. */
  sweep(): Promise<void> {
    return this.#lane.run(async () => {
      for (const [transfer, { touchedAt }] of this.#transfers) if (performance.now() - touchedAt > stillFor) await this.#abandon(transfer);
      await this.folder.sweep(this.#outbox.hashes);
    });
  }

  /** The person leaves: what the window had begun to hand over goes too. */
  async end(): Promise<void> {
    await this.#lane.run(async () => {
      for (const transfer of this.#transfers.keys()) await this.#abandon(transfer);
    });
    await this.sweep();
  }

  /** A file must not be swept between its writing and its naming; of one that could not be named nothing stays, as the disk may be full. */
  #taken(work: () => Promise<Outcome<null, Failure>>, giveUp: () => Promise<void> = async () => undefined): Promise<Outcome<null, Failure>> {
    return this.#lane.run(async () => {
      const taken = await onOurDisk(work);
      if (taken.ok) return taken;
      await giveUp();
      await this.folder.sweep(this.#outbox.hashes);
      return taken;
    });
  }

  async #copy(conversation: ConversationId, path: string): Promise<Outcome<null, Failure>> {
    const source = await open(path, 'r').catch(() => null);
    if (source === null) return refused('attachment.unreadable');
    try {
      const found = await source.stat();
      if (!found.isFile()) return refused('attachment.unreadable');
      const fits = this.#fits(conversation, found.size);
      return fits.ok ? await this.#store(conversation, path, source.createReadStream({ highWaterMark: limits.filePiece, autoClose: false })) : fits;
    } finally {
      await source.close();
    }
  }

  async #store(conversation: ConversationId, name: string, parts: AsyncIterable<Buffer>): Promise<Outcome<null, Failure>> {
    const writer = await this.folder.begin();
    try {
      for await (const part of parts) {
        const written = await writer.write(part);
        if (!written.ok) return written;
      }
      return await this.#name(conversation, name, writer);
    } finally {
      await writer.abandon();
    }
  }

  async #take({ conversation, transfer, name, size, from, bytes }: Piece): Promise<Outcome<null, Failure>> {
    const known = this.#transfers.get(transfer) ?? (from === 0 ? await this.#begin(conversation, { transfer, size }) : refused('request.malformed'));
    if ('ok' in known) return known;
    if (known.conversation !== conversation || known.writer.size !== from || from + bytes.byteLength > size) return refused('request.malformed');
    known.touchedAt = performance.now();
    const written = await known.writer.write(bytes);
    if (!written.ok || known.writer.size < size) return written;
    this.#transfers.delete(transfer);
    return this.#name(conversation, name, known.writer);
  }

  async #begin(conversation: ConversationId, { transfer, size }: Pick<Piece, 'transfer' | 'size'>): Promise<Transfer | Outcome<never, Failure>> {
    const fits = this.#fits(conversation, size);
    if (!fits.ok) return fits;
    if (this.#transfers.size >= mostTransfers) return refused('request.tooMany');
    const begun: Transfer = { writer: await this.folder.begin(), conversation, touchedAt: performance.now() };
    this.#transfers.set(transfer, begun);
    return begun;
  }

  async #name(conversation: ConversationId, claimed: string, writer: OutgoingWriter): Promise<Outcome<null, Failure>> {
    const kept = await writer.finish();
    if (!kept.ok) return kept;
    const { hash, size, head } = kept.value;
    const fits = this.#fits(conversation, size);
    if (!fits.ok) return fits;
    const name = outgoingName(claimed);
    await this.#outbox.addDraftFile({ conversation, file: { hash, size, name: isFileName(name) ? name : 'attachment', type: detectType(head, name) } });
    this.#changed();
    return done(null);
  }

  #fits(conversation: ConversationId, size: number): Outcome<null, Failure> {
    if (size > fileBounds.each) return refused('attachment.tooLarge');
    return checkFiles([...this.#outbox.draftFiles(conversation), { hash: '', name: '', size, type: '' }]);
  }

  async #abandon(transfer: string): Promise<void> {
    await this.#transfers.get(transfer)?.writer.abandon();
    this.#transfers.delete(transfer);
  }
}

/** Of both disks, the one that is read and the one that is written: a failure is a word, and what was typed stays. */
async function onOurDisk(work: () => Promise<Outcome<null, Failure>>): Promise<Outcome<null, Failure>> {
  try {
    return await work();
  } catch (error) {
    const code = diskFailure(error);
    if (code === null) throw error;
    return refused(code);
  }
}
