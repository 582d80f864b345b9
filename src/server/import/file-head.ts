import { importBounds, type ImportJob } from '#contract/import-job';
import type { ImportRow } from '#db/central/imports';
import { isUtf8 } from 'node:buffer';
import { cellsOfRow, separatorOf } from './csv';
import { linesIn, splitterOf } from './split-records';
import { membersOf } from './read-record';

/** What the beginning of a file says about the rest. */
export type Head = Pick<ImportRow, 'format' | 'encoding' | 'separator'> & {
  readonly columns: readonly string[];
  /** Where its first record begins, and on which line. */
  readonly cursor: number;
  readonly line: number;
};

const mark = Buffer.from([0xef, 0xbb, 0xbf]);

/** `bytes`: the file of that size, as far as its first piece goes. Null when its columns do not even come to their end there. */
export function readHead(bytes: Buffer, size: number): Head | null {
  const from = bytes.subarray(0, 3).equals(mark) ? 3 : 0;
  const encoding = isUtf8(wholeLetters(bytes)) ? 'utf-8' : 'windows-1251';
  const format = formatOf(bytes.subarray(from).toString('latin1'));
  if (format === 'csv') return tableHead(bytes, from, { encoding, isWhole: bytes.length >= size });
  return { format, encoding, separator: ',', columns: namesIn(bytes, from, { format, encoding }), cursor: from, line: 1 };
}

function formatOf(text: string): ImportJob['format'] {
  const first = text.trimStart().slice(0, 1);
  return first === '[' ? 'array' : first === '{' ? 'lines' : 'csv';
}

/** A piece may end inside of a letter of several bytes. */
function wholeLetters(bytes: Buffer): Buffer {
  const tail = [1, 2, 3].find((back) => ((bytes[bytes.length - back] ?? 0) & 0xc0) === 0xc0);
  return tail === undefined ? bytes : bytes.subarray(0, bytes.length - tail);
}

function tableHead(bytes: Buffer, from: number, { encoding, isWhole }: { readonly encoding: Head['encoding']; readonly isWhole: boolean }): Head | null {
  const separator = separatorOf(bytes.subarray(from).toString('latin1'));
  const span = splitterOf('csv', separator)(bytes, from, isWhole);
  if (span === 'more' || span === 'end' || !span.sound) return null;
  const columns = cellsOfRow(decode(bytes.subarray(span.from, span.to), encoding) ?? '', separator).map((name) => name.trim());
  if (columns.length > importBounds.columns) return null;
  return { format: 'csv', encoding, separator, columns, cursor: span.next, line: 1 + linesIn(bytes, from, span.next) };
}

/** Names that the first objects use, in their order. */
function namesIn(bytes: Buffer, from: number, { format, encoding }: Pick<Head, 'format' | 'encoding'>): readonly string[] {
  const split = splitterOf(format, ',');
  const names = new Set<string>();
  for (let at = from, seen = 0; seen < importBounds.shown && names.size < importBounds.columns; seen += 1) {
    const span = split(bytes, at, false);
    if (span === 'more' || span === 'end') break;
    for (const name of membersOf(decode(bytes.subarray(span.from, span.to), encoding) ?? '')?.keys() ?? []) names.add(name);
    at = span.next;
  }
  return [...names];
}

const cyrillic = new TextDecoder('windows-1251');

/** Null: these bytes are no text in this encoding. */
export function decode(bytes: Buffer, encoding: Head['encoding']): string | null {
  if (encoding === 'windows-1251') return cyrillic.decode(bytes);
  return isUtf8(bytes) ? bytes.toString('utf8') : null;
}
