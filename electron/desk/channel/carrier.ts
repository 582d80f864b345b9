import type { Failure } from '#contract/failures';
import { limits } from '#contract/limits';
import { uploadState } from '#contract/outgoing-file';
import type { OutgoingFile } from '#domain/conversation/outgoing-file';
import { second } from '#kernel/instant';
import type { Outcome } from '#kernel/outcome';
import { askFor } from '../http';
import { log } from '../log';
import type { OutgoingFolder } from './outgoing-folder';

export type CarrierPorts = {
  readonly server: string;
  readonly access: () => Promise<Outcome<string, Failure>>;
  readonly folder: OutgoingFolder;
};

/** A piece on a line of 32 kbit/s. */
const patience = 90 * second;
/** What takes less is not shown. */
const shownAfter = second;

/** What came of one piece: it goes on; not now; or the file will never arrive. */
export type Brought = 'goesOn' | 'notNow' | Extract<Failure, 'attachment.absent' | 'attachment.damaged'>;

/** Brings files to the server piece by piece, and goes on where it broke off. */
export class Carrier {
  readonly #ports: CarrierPorts;
  /** Bytes that the server has, as it said last. What is not here is asked. */
  readonly #held = new Map<string, number>();
  readonly #begun = new Map<string, number>();

  constructor(ports: CarrierPorts) {
    this.#ports = ports;
  }

  /** Bytes of it that the server lacks. */
  lacks({ hash, size }: OutgoingFile): number {
    return size - (this.#held.get(hash) ?? 0);
  }

  /** The server may have forgotten them all. */
  forget(): void {
    this.#held.clear();
  }

  forgetOne({ hash }: OutgoingFile): void {
    this.#begun.delete(hash);
    this.#held.delete(hash);
  }

  /** How much of them is on the server, from 0 to 1; null while that is not worth telling. */
  progress(files: readonly OutgoingFile[]): number | null {
    const now = performance.now();
    if (!files.some(({ hash }) => now - (this.#begun.get(hash) ?? now) >= shownAfter)) return null;
    const size = files.reduce((sum, file) => sum + file.size, 0);
    return (size - files.reduce((sum, file) => sum + this.lacks(file), 0)) / size;
  }

  /** One piece; the first asks how far it came the last time. */
  async bring(file: OutgoingFile): Promise<Brought> {
    const from = this.#held.get(file.hash);
    if (!this.#begun.has(file.hash)) this.#begun.set(file.hash, performance.now());
    const bytes = from === undefined ? undefined : await this.#ports.folder.read(file.hash, from, limits.filePiece);
    if (bytes === null || bytes?.byteLength === 0) return 'attachment.absent';
    const told = await this.#ask(`/attachments/${file.hash}?size=${file.size}&from=${from ?? 0}`, bytes);
    if (told.ok) {
      this.#held.set(file.hash, told.value.whole ? file.size : Math.min(told.value.held, file.size - 1));
      return 'goesOn';
    }
    log({ event: 'road', what: 'refused', detail: told.code });
    this.#held.delete(file.hash);
    if (told.code === 'request.malformed') return 'attachment.damaged';
    if (told.code !== 'attachment.damaged') return 'notNow';
    return (await this.#ports.folder.isSound(file.hash)) ? 'notNow' : 'attachment.damaged';
  }

  async #ask(path: string, bytes: Uint8Array<ArrayBuffer> | undefined) {
    const access = await this.#ports.access();
    if (!access.ok) return access;
    return askFor(this.#ports.server, { method: 'PUT', path, access: access.value, patience, ...(bytes === undefined ? {} : { bytes }) }, uploadState);
  }
}
