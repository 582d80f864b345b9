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
  const words = wordsIn(text);
  const stems = stemsIn(words);
  const grams = new Map<number, number>();
  countStems(grams, stems);
  countNeighbours(grams, stems);
  countRuns(grams, words);
  return grams;
}

export function gramsByKind(text: string): TextGrams {
  const words = wordsIn(text);
  const stems = stemsIn(words);
  const [single, neighbours, runs] = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>()];
  countStems(single, stems);
  countNeighbours(neighbours, stems);
  countRuns(runs, words);
  return [single, neighbours, runs];
}

function wordsIn(text: string): readonly string[] {
  return wordsOf(normalised(text.slice(0, longestText)).slice(0, longestText)).map(shapeOf);
}

function stemsIn(words: readonly string[]): readonly number[] {
  return words.map((word) => hashOf(stemOf(word)));
}

/** Counted as they are found: a question is compared with dozens of others while a person waits, and lists of hundreds of numbers cost more than the hashes. */
function count(counts: Map<number, number>, gram: number): void {
  counts.set(gram, (counts.get(gram) ?? 0) + 1);
}

function countStems(counts: Map<number, number>, stems: readonly number[]): void {
  for (const stem of stems) count(counts, mixed(kinds.stem, stem));
}

function countNeighbours(counts: Map<number, number>, stems: readonly number[]): void {
  for (const [place, stem] of stems.entries()) {
    const [next, second] = [stems[place + 1], stems[place + 2]];
    if (next !== undefined) count(counts, mixed(mixed(kinds.pair, stem), next));
    if (second !== undefined) count(counts, mixed(mixed(kinds.skip, stem), second));
  }
}

function countRuns(counts: Map<number, number>, words: readonly string[]): void {
  for (const word of words) {
    const framed = ` ${word} `;
    for (let from = 0; from < framed.length; from += 1) countRunsFrom(counts, framed, from);
  }
}

function countRunsFrom(counts: Map<number, number>, framed: string, from: number): void {
  let hash: number = kinds.run;
  const end = Math.min(framed.length, from + letterRuns.longest);
  for (let place = from; place < end; place += 1) {
    hash = Math.imul(hash ^ framed.charCodeAt(place), fnvPrime);
    if (place - from + 1 >= letterRuns.shortest) count(counts, spread(hash));
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
