import { searchable } from '#kernel/text';
import type { Token } from './words';

const separators = String.raw`[ \u00a0\u202f\t().\/‐-―-]`;
/** Five to twenty digits, however they are grouped. */
export const numberRun = String.raw`(?<![\p{L}\d])\+?\(?\d(?:${separators}{0,3}\d){4,19}(?!\d)`;
/** Few letters, a sign, digits: an order, a contract. */
export const codeRun = String.raw`(?<![\p{L}\p{N}])(\p{L}{1,5})[‐-―\-_\/№.]{1,2}(\d+(?:[‐-―\-_\/]\d+)*)(?![\p{L}\d])`;

const number = new RegExp(numberRun, 'gu');
const code = new RegExp(codeRun, 'gu');

/** Cyrillic letters and the Latin ones that look the same: nobody sees which of them a code was typed with. */
const latin: Readonly<Record<string, string>> = { а: 'a', в: 'b', е: 'e', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c', т: 't', у: 'y', х: 'x' };

/** In Latin letters, where every Cyrillic one has its double. */
export function inLatin(word: string): string {
  const letters = [...word].map((letter) => (/[а-я]/.test(letter) ? latin[letter] : letter));
  return letters.includes(undefined) ? word : letters.join('');
}

export function codeOf(letters: string, digits: string): string {
  return inLatin(searchable(letters)) + digits.replaceAll(/\D/g, '');
}

/**
 * Every form under which a number may be asked for: its digits; a Russian phone with 7 in front, whatever it was written with;
 * the end that people say when the rest is clear.
 */
export function numberForms(digits: string): readonly string[] {
  const isRussian = digits.length === 11 && /^[78]/.test(digits);
  const forms = [digits, ...(isRussian ? [`7${digits.slice(1)}`] : []), ...(digits.length >= 10 && digits.length <= 15 ? [digits.slice(-10), digits.slice(-7)] : [])];
  return [...new Set(forms)];
}

/** Forms of a number that a word of the text is already are left out. */
export function numbersOf(text: string): readonly Token[] {
  return [...text.matchAll(number)].flatMap((found) => {
    const digits = found[0].replaceAll(/\D/g, '');
    const isWord = /^\d+$/.test(found[0]);
    const forms = numberForms(digits).filter((form) => !isWord || form !== digits);
    return forms.length === 0 ? [] : [{ forms, from: found.index, to: found.index + found[0].length }];
  });
}

export function codesOf(text: string): readonly Token[] {
  return [...text.matchAll(code)].map((found) => ({ forms: [codeOf(found[1] ?? '', found[2] ?? '')], from: found.index, to: found.index + found[0].length }));
}
