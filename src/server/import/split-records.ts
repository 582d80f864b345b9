import type { ImportJob } from '#contract/import-job';

/** Where one record of a file lies. `sound` is false where it has no end of its own: then it is one line that cannot be read. */
export type Span = { readonly from: number; readonly to: number; readonly next: number; readonly sound: boolean };

/** The next record at or after `at`; `more`: the bytes end before it does; `end`: there is none. */
export type Split = (bytes: Buffer, at: number, isLast: boolean) => Span | 'more' | 'end';

/** No record is larger, in bytes; a quote or bracket that is still open then is taken for a slip. */
export const largestRecord = 1024 * 1024;

const [newLine, carriage, space, tab, quote, backslash, comma] = [0x0a, 0x0d, 0x20, 0x09, 0x22, 0x5c, 0x2c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

export function splitterOf(format: ImportJob['format'], separator: string): Split {
  if (format === 'lines') return splitLines;
  return format === 'array' ? splitArray : splitTable(separator.charCodeAt(0));
}

/** One record per line; blank lines are passed over. */
const splitLines: Split = (bytes, at, isLast) => {
  const from = skip(bytes, at, isBlank);
  if (from >= bytes.length) return isLast ? 'end' : 'more';
  return lineAt(bytes, from, isLast);
};

/** Rows of a table, which end where a line ends outside of quotes. */
function splitTable(separator: number): Split {
  return (bytes, at, isLast) => {
    const from = skip(bytes, at, (byte) => byte === newLine || byte === carriage);
    if (from >= bytes.length) return isLast ? 'end' : 'more';
    const end = endOfRow(bytes, from, { separator, isLast });
    if (end === 'more') return bytes.length - from > largestRecord ? brokenLine(bytes, from, isLast) : 'more';
    return end === 'broken' ? brokenLine(bytes, from, isLast) : { from, to: end, next: Math.min(end + 1, bytes.length), sound: true };
  };
}

function endOfRow(bytes: Buffer, from: number, { separator, isLast }: { readonly separator: number; readonly isLast: boolean }): number | 'more' | 'broken' {
  for (let at = from; ; ) {
    if (bytes[at] === quote) {
      const closing = closingQuote(bytes, at + 1);
      if (closing === null) return isLast ? 'broken' : 'more';
      at = bytes[closing + 1] === carriage ? closing + 2 : closing + 1;
      if (at < bytes.length && bytes[at] !== separator && bytes[at] !== newLine) return 'broken';
    } else {
      while (at < bytes.length && bytes[at] !== separator && bytes[at] !== newLine) at += 1;
    }
    if (at >= bytes.length) return isLast ? bytes.length : 'more';
    if (bytes[at] === newLine) return at;
    at += 1;
  }
}

/** A doubled quote is a letter of the cell. */
function closingQuote(bytes: Buffer, from: number): number | null {
  for (let at = bytes.indexOf(quote, from); at !== -1; at = bytes.indexOf(quote, at + 2)) {
    if (bytes[at + 1] !== quote) return at;
  }
  return null;
}

/** Objects one after another, whatever brackets, commas and blanks stand between them. */
const splitArray: Split = (bytes, at, isLast) => {
  const from = skip(bytes, at, (byte) => isBlank(byte) || byte === comma || byte === openBracket || byte === closeBracket);
  if (from >= bytes.length) return isLast ? 'end' : 'more';
  if (bytes[from] !== openBrace) return brokenLine(bytes, from, isLast);
  const end = endOfObject(bytes, from);
  if (end !== null) return { from, to: end, next: end, sound: true };
  return isLast || bytes.length - from > largestRecord ? brokenLine(bytes, from, isLast) : 'more';
};

function endOfObject(bytes: Buffer, from: number): number | null {
  let depth = 0;
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) at = endOfText(bytes, at + 1);
    else if (byte === openBrace) depth += 1;
    else if (byte === closeBrace) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return null;
}

/** A line break cannot stand in a text of JSON: one that is not closed ends there, and spoils its own line alone. */
function endOfText(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    if (bytes[at] === backslash) at += 1;
    else if (bytes[at] === quote || bytes[at] === newLine) return at;
  }
  return bytes.length;
}

function lineAt(bytes: Buffer, from: number, isLast: boolean): Span | 'more' {
  const end = bytes.indexOf(newLine, from);
  if (end === -1 && !isLast) return 'more';
  const to = end === -1 ? bytes.length : end;
  return { from, to, next: Math.min(to + 1, bytes.length), sound: true };
}

function brokenLine(bytes: Buffer, from: number, isLast: boolean): Span | 'more' {
  const line = lineAt(bytes, from, isLast);
  return line === 'more' ? line : { ...line, sound: false };
}

function skip(bytes: Buffer, from: number, isSkipped: (byte: number) => boolean): number {
  let at = from;
  while (at < bytes.length && isSkipped(bytes[at] ?? 0)) at += 1;
  return at;
}

function isBlank(byte: number): boolean {
  return byte === newLine || byte === carriage || byte === space || byte === tab;
}

export function linesIn(bytes: Buffer, from: number, to: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(newLine, from); at !== -1 && at < to; at = bytes.indexOf(newLine, at + 1)) lines += 1;
  return lines;
}
