import { english, englishKeys, russian, russianKeys } from './phrases/letters';
import { stemmed } from './words';
import type { Term } from './query';


/** Shorter words have too many neighbours to mean one of them. */
const shortest = 4;
const longest = 20;

/**
 * Stems of what a word may have been meant as: one letter too many, too few, another, two in turn; or typed in the other layout.
 * `known`: with so many of its first letters some known stem begins; one that shares more of them is none.
 */
export function meanings(word: string, known: number): readonly string[] {
  const other = inOtherLayout(word);
  const near = word.length < shortest || word.length > longest ? [] : neighbours(word).map(stemmed);
  const beyond = word.slice(0, known + 1);
  const isKnown = (stem: string): boolean => known >= word.length || !stem.startsWith(beyond);
  return [...new Set([...near, ...(other === null ? [] : [stemmed(other)])])].filter((stem) => stem.length > 1 && stem !== word && isKnown(stem));
}

function neighbours(word: string): readonly string[] {
  const letters = /[а-я]/.test(word) ? russian : english;
  const found: string[] = [];
  for (let place = 0; place <= word.length; place += 1) {
    const [head, tail] = [word.slice(0, place), word.slice(place)];
    for (const letter of letters) {
      found.push(head + letter + tail);
      if (tail !== '') found.push(head + letter + tail.slice(1));
    }
    if (tail !== '') found.push(head + tail.slice(1));
    if (tail.length > 1) found.push(head + tail.charAt(1) + tail.charAt(0) + tail.slice(2));
  }
  return found;
}

/** `ghbdtn` is `привет`; null where a letter has no key there. */
function inOtherLayout(word: string): string | null {
  const [from, to] = /[а-я]/.test(word) ? [russianKeys, englishKeys] : [englishKeys, russianKeys];
  const letters = [...word].map((letter) => to.charAt(from.indexOf(letter)));
  return word.length < 2 || [...word].some((letter) => !from.includes(letter)) ? null : letters.join('').replaceAll('ё', 'е');
}

/** The term with further ways to find it. */
export function alsoMeant(term: Term, stems: readonly string[]): Term {
  return { ...term, ways: [...term.ways, ...stems.map((stem) => ({ words: [stem], open: false }))] };
}
