import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileBounds } from '#domain/conversation/outgoing-file';
import { done, refused, type Outcome } from '#kernel/outcome';

/** As many bytes as tell what a file is. */
const headLength = 4096;

export type KeptFile = { readonly hash: string; readonly size: number; readonly head: Uint8Array };

/** What is being written has no hash yet; what a crash left of it is swept. */
const unfinished = '.part';

/** Files that wait to leave, each under the hash of its bytes: what has that name is whole, and safe from a power cut. */
export class OutgoingFolder {
  readonly #path: string;
  readonly #writing = new Set<string>();

  constructor(path: string) {
    this.#path = path;
  }

  async begin(): Promise<OutgoingWriter> {
    await mkdir(this.#path, { recursive: true, mode: 0o700 });
    const name = `${randomUUID()}${unfinished}`;
    this.#writing.add(name);
    try {
      const handle = await open(join(this.#path, name), 'wx', 0o600);
      return new OutgoingWriter(handle, { folder: this.#path, name, over: () => this.#writing.delete(name) });
    } catch (error) {
      this.#writing.delete(name);
      throw error;
    }
  }

  /** Bytes of a file from a place on; null when it is not here any more. */
  async read(hash: string, from: number, length: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const handle = await this.#open(hash);
    if (handle === null) return null;
    try {
      const { bytesRead, buffer } = await handle.read(new Uint8Array(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  }

  /** Whether the bytes under this hash are still those that it names. */
  async isSound(hash: string): Promise<boolean> {
    const handle = await this.#open(hash);
    if (handle === null) return false;
    const found = createHash('sha256');
    await pipeline(handle.createReadStream(), found);
    return found.digest('hex') === hash;
  }

  /** Removes what nothing refers to; what cannot be removed now is the next time. */
  async sweep(kept: ReadonlySet<string>): Promise<void> {
    for (const name of await readdir(this.#path).catch(() => [])) {
      if (!kept.has(name) && !this.#writing.has(name)) await rm(join(this.#path, name), { force: true }).catch(() => undefined);
    }
  }

  #open(hash: string): Promise<FileHandle | null> {
    return open(join(this.#path, hash), 'r').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    });
  }
}

type Place = { readonly folder: string; readonly name: string; readonly over: () => void };

/** One file on its way into the folder. Ends with `finish` or `abandon`. */
export class OutgoingWriter {
  readonly #handle: FileHandle;
  readonly #place: Place;
  readonly #hash = createHash('sha256');
  #head = new Uint8Array();
  #size = 0;
  #isOver = false;

  constructor(handle: FileHandle, place: Place) {
    this.#handle = handle;
    this.#place = place;
  }

  get size(): number {
    return this.#size;
  }

  async write(bytes: Uint8Array): Promise<Outcome<null, 'attachment.tooLarge'>> {
    if (this.#size + bytes.byteLength > fileBounds.each) return refused('attachment.tooLarge');
    if (this.#head.byteLength < headLength) this.#head = Buffer.concat([this.#head, bytes.subarray(0, headLength)]);
    this.#hash.update(bytes);
    // Unlike a bare write, which takes what a nearly full disk takes and says how much that was.
    await this.#handle.writeFile(bytes);
    this.#size += bytes.byteLength;
    return done(null);
  }

  /** The bytes are on the disk before they have their name, and the name is before anybody is told of it. */
  async finish(): Promise<Outcome<KeptFile, 'attachment.empty'>> {
    if (this.#size === 0) return refused('attachment.empty');
    const { folder, name, over } = this.#place;
    const hash = this.#hash.digest('hex');
    await this.#handle.sync();
    await this.#handle.close();
    await rename(join(folder, name), join(folder, hash));
    this.#isOver = true;
    over();
    await syncFolder(folder);
    return done({ hash, size: this.#size, head: this.#head });
  }

  /** Nothing remains of what was not finished. */
  async abandon(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    const { folder, name, over } = this.#place;
    await this.#handle.close().catch(() => undefined);
    await rm(join(folder, name), { force: true });
    over();
  }
}

/** Windows writes names down by itself, and opens no folders. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
