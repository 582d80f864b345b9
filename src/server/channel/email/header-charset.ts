/**
 * Mails with raw 8-bit bytes in their header fields are common in Russian mail although RFC 5322 forbids them.
 * Before a mail is parsed, such lines are turned into UTF-8, the only form in which RFC 6532 allows them; and encoded
 * words that some programs cut inside a letter are put together again.
 */
const newLine = 0x0a;
const cyrillic = ['windows-1251', 'koi8-r', 'ibm866'] as const;

/** How many header lines are looked at; a mail with more is refused by the limits of the parser. */
const mostLines = 20_000;

export function withReadableHeaders(raw: Uint8Array): Uint8Array {
  const end = endOfHeaders(raw);
  const declared = declaredCharset(raw);
  return Buffer.concat([joinedWords(withUtf8Lines(raw.subarray(0, end), declared)), ...withReadableParts(raw.subarray(end), declared)]);
}

/** The names of files stand in the header fields of parts; only lines that look like such fields are touched. */
function withReadableParts(body: Uint8Array, declared: string | null): readonly Uint8Array[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const pieces: Uint8Array[] = [];
  let kept = 0;
  for (let at = bytes.indexOf(partField); at !== -1; at = bytes.indexOf(partField, at + partField.length)) {
    const end = endOfField(bytes, at + 1);
    const field = bytes.subarray(at + 1, end);
    if (isUtf8(field)) continue;
    pieces.push(bytes.subarray(kept, at + 1), withUtf8Lines(field, declared));
    kept = end;
  }
  return [...pieces, bytes.subarray(kept)];
}

const partField = '\nContent-';

/** Longest field of a part that is looked at, folded lines included. */
const longestField = 4096;

function endOfField(bytes: Buffer, start: number): number {
  const field = /^[^\n]*(?:\n[ \t][^\n]*)*\n?/.exec(bytes.toString('latin1', start, start + longestField));
  return start + (field?.[0].length ?? 0);
}

function withUtf8Lines(head: Uint8Array, declared: string | null): Uint8Array {
  if (!head.some((byte) => byte > 0x7f) || isUtf8(head)) return head;
  return Buffer.concat(splitLines(head).map((line) => readableLine(line, declared)));
}

const runOfWords = /=\?([^?\s]{1,40})\?[Bb]\?[A-Za-z0-9+/=]*\?=(?:(?:\r?\n)?[ \t]+=\?\1\?[Bb]\?[A-Za-z0-9+/=]*\?=)+/g;

/** Base64 words that end in padding cannot simply be read one after the other as text: a letter may lie across the seam. */
function joinedWords(head: Uint8Array): Uint8Array {
  const text = Buffer.from(head).toString('latin1');
  if (!text.includes('=?=')) return head;
  const joined = text.replace(runOfWords, (run: string, charset: string) => {
    const words = run.split(/[ \t\r\n]+/).map((word) => Buffer.from(word.split('?')[3] ?? '', 'base64'));
    return `=?${charset}?B?${Buffer.concat(words).toString('base64')}?=`;
  });
  return Buffer.from(joined, 'latin1');
}

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Decodes bytes of unknown charset as what gives the most Russian looking text. */
function guessCyrillic(bytes: Uint8Array): string {
  const guesses = cyrillic.map((charset) => new TextDecoder(charset).decode(bytes));
  return guesses.reduce((best, guess) => (russianness(guess) > russianness(best) ? guess : best));
}

export function guessCharset(bytes: Uint8Array): (typeof cyrillic)[number] {
  const score = (charset: string): number => russianness(new TextDecoder(charset).decode(bytes));
  return cyrillic.reduce((best, charset) => (score(charset) > score(best) ? charset : best));
}

function readableLine(line: Uint8Array, declared: string | null): Uint8Array {
  if (isUtf8(line)) return line;
  return Buffer.from(declared === null ? guessCyrillic(line) : new TextDecoder(declared).decode(line), 'utf8');
}

/** O, e, a, i, n, t, s, r, v, l: the ten most frequent letters of Russian. */
const commonLetters: ReadonlySet<number> = new Set([0x43e, 0x435, 0x430, 0x438, 0x43d, 0x442, 0x441, 0x440, 0x432, 0x43b]);

/** The common letters of Russian weigh most; capitals in the middle and box drawings speak against. */
function russianness(text: string): number {
  let score = 0;
  for (const letter of text.slice(0, 2000)) {
    if (commonLetters.has(letter.charCodeAt(0))) score += 3;
    else if (/[\u0430-\u044f\u0451]/.test(letter)) score += 1;
    else if (/[\u0410-\u042f\u0401]/.test(letter)) score += 0.2;
    else if (letter > '\u007f') score -= 2;
  }
  return score;
}

function declaredCharset(raw: Uint8Array): string | null {
  const start = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, 20_000)).toString('latin1');
  const label = /charset="?([\w-]{1,40})/i.exec(start)?.[1];
  if (label === undefined || /^(utf-?8|us-ascii)$/i.test(label)) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

/** Index after the empty line that ends the header fields. */
export function endOfHeaders(raw: Uint8Array): number {
  let lineStart = 0;
  for (let count = 0; count < mostLines; count += 1) {
    const at = raw.indexOf(newLine, lineStart);
    if (at === -1) return raw.length;
    const isEmpty = at === lineStart || (at === lineStart + 1 && raw[lineStart] === 0x0d);
    lineStart = at + 1;
    if (isEmpty) return lineStart;
  }
  return lineStart;
}

function splitLines(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const at = bytes.indexOf(newLine, start);
    const end = at === -1 ? bytes.length : at + 1;
    lines.push(bytes.subarray(start, end));
    start = end;
  }
  return lines;
}
