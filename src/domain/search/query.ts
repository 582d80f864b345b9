import type { ChannelKind } from '../channel/channel';
import { normalTag } from '../conversation/tags';
import { readDay, type Day } from './day';
import { channelNames, filterNames, isNames, type FilterName, type Is } from './phrases/names';
import { codeOf, codeRun, numberForms, numberRun } from './numbers';
import { plainWords, stemmed } from './words';

/** Words that stand one after another; the last one may go on. */
export type Way = { readonly words: readonly string[]; readonly open: boolean };

/** Something that has to be in what is found, in one of several ways. `typed`: a single word that may be misspelt. */
export type Term = { readonly ways: readonly Way[]; readonly typed: string | null };

export type Filters = {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly channels: readonly ChannelKind[];
  /** Up to the beginning of this day. */
  readonly before: Day | null;
  /** From the beginning of this day. */
  readonly after: Day | null;
  readonly is: readonly Is[];
  readonly hasFile: boolean;
  readonly cases: readonly number[];
  readonly tags: readonly string[];
};

export type SearchQuery = {
  readonly terms: readonly Term[];
  readonly filters: Filters;
  /** Numbers that may be those of a case: the whole of what was asked for is one number or code. */
  readonly numbers: readonly number[];
};

/** More words than anybody types; a pasted letter is looked for by its beginning. */
const mostTerms = 8;

const open: Filters = { from: [], to: [], channels: [], before: null, after: null, is: [], hasFile: false, cases: [], tags: [] };

type Piece = { readonly term: Term } | { readonly filter: Partial<Filters> } | { readonly nothing: true };
type Reader = { readonly sign: RegExp; readonly read: (found: RegExpExecArray, today: Day) => Piece | null };

const readers: readonly Reader[] = [
  { sign: /(\p{L}+):(?:"([^"]*)"?|«([^»]*)»?|(\S*))/uy, read: (found, today) => filterOf(found[1] ?? '', found[2] ?? found[3] ?? found[4] ?? '', today) },
  { sign: /#([\p{L}][\p{L}\p{N}_-]*)/uy, read: (found) => tagOf(found[1] ?? '') },
  { sign: /["“«]([^"”»]*)["”»]?/uy, read: (found) => phraseOf(found[1] ?? '') },
  { sign: new RegExp(`${numberRun}(?=\\s|$)`, 'uy'), read: (found) => numberOf(found[0]) },
  { sign: /\S+/uy, read: (found) => wordOf(found[0]) },
];

/** Reads what a person typed. Any text is a question; what is no filter is a word. */
export function readQuery(text: string, today: Day): SearchQuery {
  const terms: Term[] = [];
  let filters = open;
  for (const piece of piecesOf(text, today)) {
    if ('term' in piece) terms.push(piece.term);
    if ('filter' in piece) filters = joined(filters, piece.filter);
  }
  return { terms: terms.slice(0, mostTerms), filters, numbers: terms.length === 1 ? caseNumbers(text) : [] };
}

function* piecesOf(text: string, today: Day): Generator<Piece> {
  for (let place = 0; place < text.length; ) {
    const piece = pieceAt(text, place, today);
    if (piece !== null) yield piece.read;
    place = piece?.end ?? place + 1;
  }
}

function pieceAt(text: string, place: number, today: Day): { readonly read: Piece; readonly end: number } | null {
  for (const { sign, read } of readers) {
    sign.lastIndex = place;
    const found = sign.exec(text);
    const piece = found === null ? null : read(found, today);
    if (piece !== null) return { read: piece, end: sign.lastIndex };
  }
  return null;
}

function joined(one: Filters, other: Partial<Filters>): Filters {
  return {
    from: [...one.from, ...(other.from ?? [])],
    to: [...one.to, ...(other.to ?? [])],
    channels: [...one.channels, ...(other.channels ?? [])],
    before: other.before ?? one.before,
    after: other.after ?? one.after,
    is: [...one.is, ...(other.is ?? [])],
    hasFile: one.hasFile || other.hasFile === true,
    cases: [...one.cases, ...(other.cases ?? [])],
    tags: [...one.tags, ...(other.tags ?? [])],
  };
}

const filterReaders: Readonly<Record<FilterName, (value: string, today: Day) => Partial<Filters> | null>> = {
  from: (value) => ({ from: [value] }),
  to: (value) => ({ to: [value] }),
  channel: (value) => listed(channelNames.get(value), (channel) => ({ channels: [channel] })),
  before: (value, today) => listed(readDay(value, today), (before) => ({ before })),
  after: (value, today) => listed(readDay(value, today), (after) => ({ after })),
  is: (value) => listed(isNames.get(value), (is) => ({ is: [is] })),
  has: (value) => (/^(?:files?|attachments?|файлы?|вложени[ея])$/u.test(value) ? { hasFile: true } : null),
  case: (value) => listed(caseNumbers(value)[0], (number) => ({ cases: [number] })),
};

/** Null where nothing of it is known: then it is words. A filter whose value is still to come looks for nothing yet. */
function filterOf(name: string, value: string, today: Day): Piece | null {
  const filter = filterNames.get(name.toLowerCase());
  if (filter === undefined) return null;
  if (value === '') return { nothing: true };
  const read = filterReaders[filter](value.trim().toLowerCase(), today);
  return read === null ? null : { filter: read };
}

function listed<Value>(value: Value | null | undefined, filter: (value: Value) => Partial<Filters>): Partial<Filters> | null {
  return value === null || value === undefined ? null : filter(value);
}

function tagOf(typed: string): Piece | null {
  const tag = normalTag(typed);
  return tag === null ? null : { filter: { tags: [tag] } };
}

function phraseOf(text: string): Piece {
  const words = plainWords(text).map(stemmed);
  return words.length === 0 ? { nothing: true } : { term: { ways: [{ words, open: false }], typed: null } };
}

function numberOf(text: string): Piece {
  const digits = text.replaceAll(/\D/g, '');
  const [whole = digits, ...others] = numberForms(digits).filter((form) => form.length > 7 || form === digits);
  const pieces = plainWords(text);
  const ways = [{ words: [whole], open: true }, ...others.map((form) => ({ words: [form], open: false }))];
  return { term: { ways: pieces.length > 1 ? [...ways, { words: pieces, open: true }] : ways, typed: null } };
}

const wholeCode = new RegExp(`^[#№]?${codeRun}`, 'u');

function wordOf(text: string): Piece {
  const words = plainWords(text);
  const [word] = words;
  if (word === undefined) return { nothing: true };
  const code = wholeCode.exec(text);
  if (code !== null) return { term: { ways: [{ words: [codeOf(code[1] ?? '', code[2] ?? '')], open: true }, { words: words.map(stemmed), open: false }, { words, open: true }], typed: null } };
  if (words.length > 1) return { term: { ways: [{ words: words.map(stemmed), open: false }, { words: [...words.slice(0, -1).map(stemmed), words.at(-1) ?? ''], open: true }], typed: null } };
  const stem = { words: [stemmed(word)], open: false };
  // A single letter begins a tenth of all words.
  return { term: { ways: word.length < 2 ? [stem] : [stem, { words: [word], open: true }], typed: /^\p{L}+$/u.test(word) ? word : null } };
}

/** `1187`, `№1187`, `#1187`, `А-1187`. */
function caseNumbers(text: string): readonly number[] {
  const found = /^\s*[#№]?\s*(?:\p{L}{1,3}[-–—]?)?(\d{1,12})\s*$/u.exec(text);
  return found === null ? [] : [Number(found[1])];
}
