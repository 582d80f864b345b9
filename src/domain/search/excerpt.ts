import type { Mark } from './marks';

export type Excerpt = { readonly text: string; readonly marks: readonly Mark[] };

/** How much stands before the first mark, so that it is read in its sentence. */
const before = 40;

/** The piece of a text where the first of the closest marks stands, as one line, with its marks. */
export function excerptOf(text: string, marks: readonly Mark[], length: number): Excerpt {
  const start = startOf(text, marks, length);
  const end = text.length - start <= length ? text.length : wordBefore(text, start + length);
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
  return best <= before ? 0 : wordAfter(text, best - before, best);
}

/** The beginning of a word at `at` or soon after, before `most`: never inside of a word, so never inside of a letter. */
function wordAfter(text: string, at: number, most: number): number {
  const ahead = text.slice(at, most).search(/\s/u);
  return ahead >= 0 ? at + ahead + 1 : wholeLetter(text, at);
}

/** The end of a word at `at` or shortly before. */
function wordBefore(text: string, at: number): number {
  const near = Math.max(0, at - before);
  const behind = text.slice(near, at).search(/\s\S*$/u);
  return behind >= 0 ? near + behind : wholeLetter(text, at);
}

function wholeLetter(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at;
}

/** Letter for letter: places stay. */
function inLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu, ' ');
}
