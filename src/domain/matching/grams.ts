import { normalised, shapeOf, wordsOf } from './normalise';
import { stemOf } from './stem/stem';

/** How often each feature of a text stands in it, by the feature's number (32 bits; two features with one number are rare). */
export type Grams = ReadonlyMap<number, number>;

/** What of a text is looked at, in UTF-16 units: enough for a question, and nobody can make the work long. */
const longestText = 2000;
const letterRuns = { shortest: 2, longest: 5 } as const;

const kinds = { word: 1, pair: 2, skip: 3, run: 4 } as const;

/** Stems, neighbouring stems, stems with one word between, and the runs of two to five letters of each word with its edges. */
export function gramsOf(text: string): Grams {
  const counts = new Map<number, number>();
  const add = (gram: number): void => void counts.set(gram, (counts.get(gram) ?? 0) + 1);
  const words = wordsOf(normalised(text.slice(0, longestText))).map(shapeOf);
  addWords(words.map((word) => hashOf(stemOf(word))), add);
  for (const word of words) addRuns(` ${word} `, add);
  return counts;
}

function addWords(stems: readonly number[], add: (gram: number) => void): void {
  for (const [place, stem] of stems.entries()) {
    add(mixed(kinds.word, stem));
    const [next, second] = [stems[place + 1], stems[place + 2]];
    if (next !== undefined) add(mixed(mixed(kinds.pair, stem), next));
    if (second !== undefined) add(mixed(mixed(kinds.skip, stem), second));
  }
}

function addRuns(framed: string, add: (gram: number) => void): void {
  for (let from = 0; from < framed.length; from += 1) {
    let hash: number = kinds.run;
    const end = Math.min(framed.length, from + letterRuns.longest);
    for (let place = from; place < end; place += 1) {
      hash = Math.imul(hash ^ framed.charCodeAt(place), fnvPrime);
      if (place - from + 1 >= letterRuns.shortest) add(spread(hash));
    }
  }
}

const fnvStart = 0x811c9dc5;
const fnvPrime = 0x01000193;

function hashOf(text: string): number {
  let hash = fnvStart;
  for (let place = 0; place < text.length; place += 1) hash = Math.imul(hash ^ text.charCodeAt(place), fnvPrime);
  return spread(hash);
}

function mixed(one: number, other: number): number {
  return spread(Math.imul(one, 0x9e3779b1) ^ other);
}

/** Every bit of the sum decides over every bit of the number (the last step of MurmurHash 3). */
function spread(hash: number): number {
  let value = hash;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
