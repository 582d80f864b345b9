import type { Mark } from './marks';

export type Excerpt = { readonly text: string; readonly marks: readonly Mark[] };

/** How much stands before the first mark, so that it is read in its sentence. */
const before = 40;

/** The piece of a text where the first of the closest marks stands, as one line, with its marks. */
export function excerptOf(text: string, marks: readonly Mark[], length: number): Excerpt {
  const start = startOf(text, marks, length);
  const end = text.length - start <= length ? text.length : borderBefore(text, start + length, start);
  const [head, tail] = [start > 0 ? '… ' : '', end < text.length ? ' …' : ''];
  const shown = marks.filter(([from, to]) => from >= start && to <= end).map(([from, to]): Mark => [from - start + head.length, to - start + head.length]);
  return { text: head + inLine(text.slice(start, end)) + tail, marks: shown };
}

function startOf(text: string, marks: readonly Mark[], length: number): number {
  const best = marks.reduce<{ from: number; count: number }>(
    (kept, [from]) => {
      const count = marks.filter(([other, end]) => other >= from && end <= from + length - before).length;
      return count > kept.count ? { from, count } : kept;
    },
    { from: 0, count: 0 },
  ).from;
  return best <= before ? 0 : borderBefore(text, best - before, 0, best);
}

/** A place between two words near `at`: never inside of a word, so never inside of a letter. */
function borderBefore(text: string, at: number, least: number, most = at): number {
  const ahead = text.slice(at, Math.min(most, at + before)).search(/\s/u);
  if (ahead >= 0) return at + ahead + 1;
  const behind = text.slice(Math.max(least, at - before), at).search(/\s\S*$/u);
  if (behind >= 0 && most === at) return Math.max(least, at - before) + behind;
  return /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at;
}

/** Letter for letter: places stay. */
function inLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu, ' ');
}
