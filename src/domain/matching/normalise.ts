/** Latin letters and the Cyrillic ones that look the same in print, small or capital. */
const twins: Readonly<Record<string, string>> = { a: 'а', b: 'в', c: 'с', e: 'е', h: 'н', k: 'к', m: 'м', o: 'о', p: 'р', t: 'т', x: 'х', y: 'у' };
const latinTwins: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(twins).map(([latin, cyrillic]) => [cyrillic, latin]));

const word = /[\p{L}\p{N}]+(?:'\p{L}+)*/gu;
const latin = /\p{Script=Latin}/gu;
const cyrillic = /\p{Script=Cyrillic}/gu;

/**
 * One spelling for what people write alike: small letters, ё as е, one kind of apostrophe and of width, without stress marks and
 * invisible signs. A word that mixes Cyrillic and Latin letters is put into the one alphabet that it can be written in.
 */
export function normalised(text: string): string {
  return text
    .replaceAll('№', ' ')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[’ʼ`´]/gu, "'")
    .replaceAll(/[\u0300-\u036F\u00AD\u200B-\u200F\u2060\uFEFF]/gu, '')
    .replaceAll(word, inOneAlphabet);
}

/** Words and numbers of a normalised text, in order. */
export function wordsOf(normal: string): readonly string[] {
  return normal.match(word) ?? [];
}

/** How a number looks, where its value says nothing: how many digits it has. */
export function shapeOf(written: string): string {
  return !/\d/.test(written) ? written : written.replaceAll(/\d+/gu, (digits) => `#${Math.min(digits.length, longestShape)}`);
}

const longestShape = 9;

const anyLatin = /\p{Script=Latin}/u;
const anyCyrillic = /\p{Script=Cyrillic}/u;

function inOneAlphabet(written: string): string {
  // Nearly every word is of one alphabet, and to look is cheaper than to collect.
  if (!anyLatin.test(written) || !anyCyrillic.test(written)) return written;
  const [latins, cyrillics] = [written.match(latin) ?? [], written.match(cyrillic) ?? []];
  const canBeCyrillic = latins.every((letter) => letter in twins);
  const canBeLatin = cyrillics.every((letter) => letter in latinTwins);
  if (canBeCyrillic && (!canBeLatin || cyrillics.length >= latins.length)) return translated(written, twins);
  return canBeLatin ? translated(written, latinTwins) : written;
}

function translated(written: string, table: Readonly<Record<string, string>>): string {
  return [...written].map((letter) => table[letter] ?? letter).join('');
}
