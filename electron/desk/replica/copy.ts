import { rename } from 'node:fs/promises';
import { deleteAside, deleteCache, isSound, moveAside, openCache } from '#db/cache/open';
import type { Reader, SqliteFile, Writer } from '#db/cache/sqlite';
import { checkWords, isUnclean, markClean, rebuildWords } from '#db/cache/unclean';
import type { PersonId } from '#kernel/id';
import { ClosedCopyError } from '../closed-copy';

/**
 * The agent's copy on this computer: any number of readers, and a way to put a whole new file in its place while nobody
 * looks. Everything but `read` is called by one caller at a time (the picture's lane).
 */
export class Copy {
  /** Null after a disk did not let it be opened: opened by whoever needs it next. */
  #file: SqliteFile | null;
  readonly #person: PersonId;
  readonly #path: string;
  readonly #reading = new Set<Promise<unknown>>();
  #isOver = false;
  #opening: ReturnType<typeof openCache> | null = null;
  #gate: Promise<void> = Promise.resolve();

  private constructor(file: SqliteFile, person: PersonId) {
    this.#file = file;
    this.#path = file.path;
    this.#person = person;
  }

  static async open(path: string, person: PersonId): Promise<{ readonly copy: Copy; readonly rebuilt: boolean }> {
    deleteCache(loadingPath(path));
    const { file, rebuilt } = await openCache(path, person);
    return { copy: new Copy(file, person), rebuilt };
  }

  async read<Value>(work: (db: Reader) => Promise<Value>): Promise<Value> {
    return this.#during(async () => work((await this.#open()).read));
  }

  async write<Value>(work: (tx: Writer) => Promise<Value>): Promise<Value> {
    return (await this.#open()).write(work);
  }

  /** A file beside the copy, to load a snapshot into. */
  async beside(): Promise<SqliteFile> {
    deleteCache(loadingPath(this.#path));
    return (await openCache(loadingPath(this.#path), this.#person)).file;
  }

  /** Puts a loaded file in the place of the copy. One that a full disk does not let be whole takes no place. */
  async replace(loaded: SqliteFile): Promise<void> {
    try {
      await loaded.settle();
    } catch (error) {
      await loaded.close();
      deleteCache(loaded.path);
      throw error;
    }
    await loaded.close();
    await this.#exchange(async () => {
      deleteCache(this.#path);
      await rename(loaded.path, this.#path);
    });
  }

  isUnclean(): Promise<boolean> {
    return this.read(isUnclean);
  }

  /**
   * Leaves no byte of what was removed. Overwriting what is deleted is not enough: a page that was split keeps a second copy of
   * the rows that moved, and a word index keeps words. So what is here now is written into a new file.
   */
  async clean(): Promise<void> {
    const path = loadingPath(this.#path);
    deleteCache(path);
    await this.write(rebuildWords);
    await (await this.#open()).copyInto(path);
    const { file } = await openCache(path, this.#person);
    // A new file may number rows anew; SQLite keeps the numbers of tables with a key of text, but promises nothing.
    await file.write(checkWords);
    await file.write(markClean);
    await this.replace(file);
    deleteAside(this.#path);
  }

  /** Moves a copy that turned out to be damaged aside and begins an empty one. */
  async rebuild(): Promise<void> {
    await this.#exchange(() => Promise.resolve(moveAside(this.#path)));
  }

  /** Reads the whole file; reading and writing go on meanwhile, an exchange does not: the last connection to leave takes away the log of whatever lies there then. */
  isSound(): Promise<boolean> {
    return this.#during(() => isSound(this.#path));
  }

  /** Moves the write-ahead log into the file; call when there is nothing else to do. */
  async checkpoint(): Promise<void> {
    await (await this.#open()).checkpoint();
  }

  /** Opens a file that could not be opened before; true where there was one. */
  async comeBack(): Promise<boolean> {
    const wasAway = this.#file === null;
    await this.read(async () => undefined);
    return wasAway;
  }

  async close(): Promise<void> {
    this.#isOver = true;
    await Promise.allSettled(this.#reading);
    await this.#letGo();
  }

  async wipe(): Promise<void> {
    await this.close();
    deleteCache(this.#path);
    deleteCache(loadingPath(this.#path));
  }

  async #during<Value>(work: () => Promise<Value>): Promise<Value> {
    // Another exchange may begin between the end of one and this going on.
    for (let gate: Promise<void> | null = null; gate !== this.#gate; ) {
      gate = this.#gate;
      await gate;
    }
    const reading = work();
    this.#reading.add(reading);
    try {
      return await reading;
    } finally {
      this.#reading.delete(reading);
    }
  }

  /** Nobody reads while `between` runs on the closed file. */
  async #exchange(between: () => Promise<void>): Promise<void> {
    let open = (): void => undefined;
    this.#gate = new Promise((resolve) => {
      open = resolve;
    });
    try {
      await Promise.allSettled(this.#reading);
      await this.#letGo();
      await between();
    } finally {
      // Also when the disk takes no file now: then who reads tries again, and does not wait for ever.
      await this.#open().finally(open);
    }
  }

  async #open(): Promise<SqliteFile> {
    if (this.#file !== null) return this.#file;
    if (this.#isOver) throw new ClosedCopyError();
    this.#opening ??= openCache(this.#path, this.#person).finally(() => {
      this.#opening = null;
    });
    this.#file = (await this.#opening).file;
    return this.#file;
  }

  async #letGo(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.close();
  }
}

function loadingPath(path: string): string {
  return `${path}.loading`;
}
