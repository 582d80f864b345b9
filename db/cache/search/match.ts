import type { Term, Way } from '#domain/search/query';
import { sources, type Source } from './sources';

/** Words that nobody types: one of each group has to be there. */
export type Facts = readonly (readonly string[])[];

/** The question in the language of the index, null where it asks for nothing. Every word stands in quotes: whatever was typed is a word. */
export function matchOf(terms: readonly Term[], facts: Facts = []): string | null {
  const texts = terms.map(({ ways }) => `(${ways.map(wayText).join(' OR ')})`);
  const typed = texts.length === 0 ? [] : [`{who title body} : (${texts.join(' AND ')})`];
  const groups = facts.map((group) => `facts : (${group.map(quoted).join(' OR ')})`);
  const parts = [...typed, ...groups];
  return parts.length === 0 ? null : parts.map((part) => `(${part})`).join(' AND ');
}

function wayText({ words, open }: Way): string {
  return quoted(words.join(' ')) + (open ? ' *' : '');
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

const kindSpan = 2 ** 48;
const numbersAMinute = 1024;

/** The numbers of a source in the index, of rows from one moment up to another. */
export function numbersOf(source: Source, { from = null, to = null }: { readonly from?: number | null; readonly to?: number | null } = {}): readonly [first: number, last: number] {
  const first = sources[source].kind * kindSpan;
  const numberAt = (at: number): number => first + Math.max(0, Math.floor(at / 60_000)) * numbersAMinute;
  return [from === null ? first : numberAt(from), to === null ? first + kindSpan - 1 : numberAt(to) - 1];
}
