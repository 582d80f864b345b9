import type { Term, Way } from './query';
import { tokensOf, type Token } from './words';

/** A piece of a text to be marked, in UTF-16 units. */
export type Mark = readonly [from: number, to: number];

export type Reading = { readonly marks: readonly Mark[]; /** How well the text answers; compared among texts of one question only. */ readonly weight: number };

const exact = 3;
const begun = 2;
const beside = 1;

/** Where a text has what was asked for, and how well. */
export function readFor(text: string, terms: readonly Term[]): Reading {
  const tokens = tokensOf(text);
  const found = terms.map((term) => findTerm(tokens, term));
  const marks = found.flatMap(({ marks: own }) => own).toSorted((one, other) => one[0] - other[0] || other[1] - one[1]);
  const weight = found.reduce((sum, one) => sum + one.weight, 0) + besides(found.map(({ marks: own }) => own), text);
  return { marks: merged(marks), weight };
}

function findTerm(tokens: readonly Token[], { ways }: Term): Reading {
  const marks: Mark[] = [];
  let weight = 0;
  for (const way of ways) {
    for (const place of tokens.keys()) {
      const end = endOf(tokens, place, way);
      const start = tokens[place];
      if (end === null || start === undefined) continue;
      marks.push([start.from, end.to]);
      weight = Math.max(weight, way.open && !end.forms.includes(way.words.at(-1) ?? '') ? begun : exact);
    }
  }
  return { marks, weight };
}

/** The last token of the way that begins here; null where it does not. */
function endOf(tokens: readonly Token[], place: number, { words, open }: Way): Token | null {
  for (const [step, word] of words.entries()) {
    const token = tokens[place + step];
    const isOpen = open && step === words.length - 1;
    if (token === undefined || !token.forms.some((form) => (isOpen ? form.startsWith(word) : form === word))) return null;
  }
  return tokens[place + words.length - 1] ?? null;
}

/** Between words that stand together. */
const gaps = [1, 2, 3] as const;

/** Words that were asked for together and stand together. A text may have each of them thousands of times. */
function besides(ofTerms: readonly (readonly Mark[])[], text: string): number {
  let count = 0;
  for (const [place, marks] of ofTerms.entries()) {
    const next = new Set((ofTerms[place + 1] ?? []).map(([from]) => from));
    if (next.size > 0 && marks.some(([, end]) => gaps.some((gap) => next.has(end + gap) && !text.slice(end, end + gap).includes('\n')))) count += beside;
  }
  return count;
}

function merged(marks: readonly Mark[]): readonly Mark[] {
  const kept: Mark[] = [];
  for (const mark of marks) {
    const last = kept.at(-1);
    if (last === undefined || mark[0] >= last[1]) kept.push(mark);
    else if (mark[1] > last[1]) kept[kept.length - 1] = [last[0], mark[1]];
  }
  return kept;
}
