import { importBytes, type ImportRow } from '#db/central/imports';
import type { Reader } from '#db/central/open';
import type { Instant } from '#kernel/instant';
import { weight } from './bring-in';
import { decode, readHead, type Head } from './file-head';
import type { ImportLine } from './read-lines';
import { readRecord } from './read-record';
import { largestRecord, linesIn, splitterOf } from './split-records';

/** Records of a file that are taken in together, and where the next ones begin. */
export type FileBatch = { readonly lines: readonly ImportLine[]; readonly cursor: number; readonly line: number; readonly isLast: boolean };

/** A line that is longer than anything that could be one. */
export class EndlessLineError extends Error {
  override readonly name = 'EndlessLineError';
}

const longestLine = 8 * largestRecord;

export type BatchSize = { readonly records: number; readonly characters: number };

/** Reads a file from its cursor on, a piece at a time: what was read and not taken in yet is all that is in memory. */
export class ImportFile {
  readonly #db: Reader;
  readonly #row: ImportRow;
  readonly #head: Head;
  /** What was read of the file, from `#from` on. */
  #bytes: Buffer = Buffer.alloc(0);
  #from: number;
  #isWhole = false;

  private constructor(db: Reader, row: ImportRow, head: Head) {
    this.#db = db;
    this.#row = row;
    this.#head = head;
    this.#from = row.cursor;
  }

  static async open(db: Reader, row: ImportRow): Promise<ImportFile | null> {
    const head = await headOf(db, row);
    return head === null ? null : new ImportFile(db, row, head);
  }

  async batch(at: { readonly cursor: number; readonly line: number }, size: BatchSize, now: Instant): Promise<FileBatch> {
    this.#goTo(at.cursor);
    const { separator, format } = this.#row;
    const split = splitterOf(format, separator);
    const lines: ImportLine[] = [];
    let [place, line, characters] = [0, at.line, 0];
    while (lines.length < size.records && characters < size.characters) {
      const span = split(this.#bytes, place, this.#isWhole);
      if (span === 'end') return { lines, cursor: this.#from + this.#bytes.length, line, isLast: true };
      if (span === 'more') {
        await this.#readOn(place);
        continue;
      }
      line += linesIn(this.#bytes, place, span.from);
      const text = span.sound ? decode(this.#bytes.subarray(span.from, span.to), this.#row.encoding) : null;
      const { record, file } = readRecord({ ...this.#row, columns: this.#head.columns }, text, now);
      const one: ImportLine = { line, record, file };
      lines.push(one);
      characters += weight(one);
      line += linesIn(this.#bytes, span.from, span.next);
      place = span.next;
    }
    return { lines, cursor: this.#from + place, line, isLast: false };
  }

  #goTo(cursor: number): void {
    const passed = cursor - this.#from;
    const isHere = passed >= 0 && passed <= this.#bytes.length;
    this.#bytes = isHere ? this.#bytes.subarray(passed) : Buffer.alloc(0);
    this.#isWhole &&= isHere;
    this.#from = cursor;
  }

  async #readOn(place: number): Promise<void> {
    if (this.#bytes.length - place > longestLine) throw new EndlessLineError();
    const more = await importBytes(this.#db, this.#row, this.#from + this.#bytes.length);
    if (more === null) this.#isWhole = true;
    else this.#bytes = Buffer.concat([this.#bytes, more]);
  }
}

export async function headOf(db: Reader, row: Pick<ImportRow, 'tenant' | 'id' | 'size'>): Promise<Head | null> {
  const bytes = await importBytes(db, row, 0);
  return bytes === null ? null : readHead(bytes, row.size);
}
