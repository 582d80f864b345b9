import type { Failure } from '#contract/failures';
import { importBounds, importPage, type ImportMapping, type ImportPreview } from '#contract/import-job';
import { importBytes, type ImportRow } from '#db/central/imports';
import type { Reader } from '#db/central/open';
import type { Instant } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { excerpt } from '#kernel/text';
import { cellsOfRow } from './csv';
import { decode, readHead, type Head } from './file-head';
import { guessColumns } from './guess-columns';
import { pageColumns } from './read-page';
import { membersOf, plain, readRecord } from './read-record';
import { linesIn, splitterOf } from './split-records';

type Looking = { readonly mapping: ImportMapping | null; readonly now: Instant };

/** Longest text of a cell that a look shows, in characters. */
const shownText = 80;

/** The first records, and what would become of them; nothing is taken in. */
export async function lookAt(db: Reader, row: ImportRow, { mapping, now }: Looking): Promise<Outcome<ImportPreview, Failure>> {
  const bytes = await importBytes(db, row, 0);
  const head = bytes === null ? null : readHead(bytes, row.size);
  if (bytes === null || head === null) return refused('import.unreadable');
  const used = mapping ?? guessColumns(row.kind, head.columns);
  const lines = firstRecords(bytes, head, bytes.length >= row.size).map(({ line, text }) => {
    const { record, cells } = readRecord({ kind: row.kind, mapping: used, ...head }, text, now);
    return { line, cells: cells?.map((cell) => excerpt(cell, shownText)) ?? cellsFor(head, text ?? ''), problem: record.ok ? null : { field: record.field, code: record.code } };
  });
  return done({ format: head.format, encoding: head.encoding, columns: [...(isOfPages(row.kind, head) ? pageColumns : head.columns)], mapping: used, lines });
}

/** Files of Markdown, each in a line of its own. */
function isOfPages(kind: ImportRow['kind'], { columns }: Head): boolean {
  return kind === 'article' && columns.join() === Object.keys(importPage.shape).join();
}

type Found = { readonly line: number; readonly text: string | null };

function firstRecords(bytes: Buffer, head: Head, isWhole: boolean): readonly Found[] {
  const split = splitterOf(head.format, head.separator);
  const found: Found[] = [];
  for (let at = head.cursor, line = head.line; found.length < importBounds.shown; ) {
    const span = split(bytes, at, isWhole);
    if (span === 'more' || span === 'end') break;
    line += linesIn(bytes, at, span.from);
    found.push({ line, text: span.sound ? decode(bytes.subarray(span.from, span.to), head.encoding) : null });
    line += linesIn(bytes, span.from, span.next);
    at = span.next;
  }
  return found;
}

/** In the order of the columns. */
function cellsFor({ format, separator, columns }: Head, text: string): string[] {
  if (format === 'csv') return columns.map((_name, index) => excerpt(cellsOfRow(text, separator)[index] ?? '', shownText));
  const members = membersOf(text);
  return columns.map((name) => excerpt(plain(members?.get(name) ?? ''), shownText));
}
