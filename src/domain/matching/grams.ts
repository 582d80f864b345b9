import { normalised, shapeOf, wordsOf } from './normalise';
import { stemOf } from './stem/stem';

/** How often each feature of a text stands in it, by the feature's number (32 bits; two features with one number are rare). */
export type Grams = ReadonlyMap<number, number>;

/** What of a text is looked at, in UTF-16 units: enough for a question, and nobody can make the work long. */
const longestText = 2000;
const letterRuns = { shortest: 2, longest: 5 } as const;

/** Stems; neighbouring stems and stems with one word between; runs of two to five letters of each word with its edges. */
export type TextGrams = readonly [stems: Grams, neighbours: Grams, runs: Grams];

const kinds = { stem: 1, pair: 2, skip: 3, run: 4 } as const;

export function gramsOf(text: string): Grams {
  return new Map(gramsByKind(text).flatMap((grams) => [...grams]));
}

export function gramsByKind(text: string): TextGrams {
  const words = wordsOf(normalised(text.slice(0, longestText)).slice(0, longestText)).map(shapeOf);
  const stems = words.map((word) => hashOf(stemOf(word)));
  return [counted(stems.map((stem) => mixed(kinds.stem, stem))), counted(neighboursOf(stems)), counted(words.flatMap((word) => runsOf(` ${word} `)))];
}

function counted(grams: readonly number[]): Grams {
  const counts = new Map<number, number>();
  for (const gram of grams) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  return counts;
}

function neighboursOf(stems: readonly number[]): readonly number[] {
  return stems.flatMap((stem, place) => {
    const [next, second] = [stems[place + 1], stems[place + 2]];
    const pair = next === undefined ? [] : [mixed(mixed(kinds.pair, stem), next)];
    return second === undefined ? pair : [...pair, mixed(mixed(kinds.skip, stem), second)];
  });
}

function runsOf(framed: string): readonly number[] {
  const runs: number[] = [];
  for (let from = 0; from < framed.length; from += 1) {
    let hash: number = kinds.run;
    const end = Math.min(framed.length, from + letterRuns.longest);
    for (let place = from; place < end; place += 1) {
      hash = Math.imul(hash ^ framed.charCodeAt(place), fnvPrime);
      if (place - from + 1 >= letterRuns.shortest) runs.push(spread(hash));
    }
  }
  return runs;
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
