import { searchable } from '#kernel/text';
import { stemOf } from '../matching/stem/stem';
import { codesOf, inLatin, numbersOf } from './numbers';

/** What stands in a text and may be looked for: the forms under which it is found, and its place in the text. */
export type Token = { readonly forms: readonly string[]; readonly from: number; readonly to: number };

const written = /[\p{L}\p{N}\p{M}]+/gu;
/** What is longer is no word that anybody types: a key, a picture in letters. */
const longestWord = 40;

const stems = new Map<string, string>();
/** Words of a language come again and again; those of one big mail need not stay for ever. */
const rememberedStems = 50_000;

/** A word as it is compared: small letters, ё as е, without accents; one with digits in it has Latin letters where they look alike. */
export function plainWord(word: string): string {
  const plain = searchable(word).slice(0, longestWord);
  const bare = /[\u00c0-\u024f]/.test(plain) ? plain.normalize('NFD').replaceAll(/\p{M}/gu, '') : plain.replaceAll(/\p{M}/gu, '');
  return /\d/.test(bare) ? inLatin(bare) : bare;
}

export function stemmed(plain: string): string {
  const known = stems.get(plain);
  if (known !== undefined) return known;
  if (stems.size >= rememberedStems) stems.clear();
  const stem = stemOf(plain);
  stems.set(plain, stem);
  return stem;
}

/** The plain words of a text in their order. */
export function plainWords(text: string): readonly string[] {
  return (text.match(written) ?? []).map(plainWord).filter((word) => word !== '');
}

/** Words by their stems in the order of the text, then numbers and codes that are written in pieces, as one. */
export function tokensOf(text: string): readonly Token[] {
  const words = [...text.matchAll(written)].flatMap((found) => {
    const stem = stemmed(plainWord(found[0]));
    return stem === '' ? [] : [{ forms: [stem], from: found.index, to: found.index + found[0].length }];
  });
  return /\d/.test(text) ? [...words, ...numbersOf(text), ...codesOf(text)] : words;
}

/** The text as an index of words takes it: forms between single spaces. */
export function indexed(text: string): string {
  return tokensOf(text).flatMap(({ forms }) => forms).join(' ');
}
