import { gramsByKind, type Grams, type TextGrams } from './grams';

/**
 * Features of a text by their places in a vocabulary, with weights of length 1 together. `familiar`: how much of its stems
 * and of its letters the vocabulary knows, from 0 to 1; a text about something else has words that nobody taught.
 */
export type Vector = { readonly places: Int32Array; readonly weights: Float32Array; readonly familiar: number };

/** Numbers of the features that are known, growing, how rare each is, and how rare one is that no text had. */
export type Known = { readonly grams: Uint32Array; readonly rarity: Float32Array; readonly rarest: number };

export interface Vocabulary extends Known {
  readonly size: number;
  readonly vectorOf: (text: string) => Vector;
}

/** The features that stand in at least `least` of the texts, each weighted by how few have it (tf-idf). */
export function vocabularyOf(texts: readonly string[], least = 1): Vocabulary {
  const found = new Map<number, number>();
  for (const text of texts) for (const kind of gramsByKind(text)) for (const gram of kind.keys()) found.set(gram, (found.get(gram) ?? 0) + 1);
  const known = [...found].filter(([, times]) => times >= least).toSorted(([one], [other]) => one - other);
  const rarity = (times: number): number => Math.log((texts.length + 1) / (times + 1)) + 1;
  return vocabularyFrom({ grams: Uint32Array.from(known, ([gram]) => gram), rarity: Float32Array.from(known, ([, times]) => rarity(times)), rarest: rarity(0) });
}

export function vocabularyFrom(known: Known): Vocabulary {
  const places = new Map<number, number>();
  for (const [place, gram] of known.grams.entries()) places.set(gram, place);
  const read = (text: string): Vector => vectorOf(gramsByKind(text), { places, ...known });
  return { ...known, size: known.grams.length, vectorOf: read };
}

type Lookup = Known & { readonly places: ReadonlyMap<number, number> };
type Weighted = { readonly places: number[]; readonly weights: number[] };

/** Stems, their neighbourhood and runs of letters count alike, however many of each a text has. */
function vectorOf([stems, neighbours, runs]: TextGrams, lookup: Lookup): Vector {
  const own: Weighted = { places: [], weights: [] };
  const byStems = addKind(own, stems, lookup);
  addKind(own, neighbours, lookup);
  const byRuns = addKind(own, runs, lookup);
  scale(own.weights, 0);
  return { places: Int32Array.from(own.places), weights: Float32Array.from(own.weights), familiar: (byStems + byRuns) / 2 };
}

/** Adds the known features of one kind, of length 1 together; how much of all of them they are. */
function addKind({ places: added, weights }: Weighted, grams: Grams, { places, rarity, rarest }: Lookup): number {
  const from = weights.length;
  let known = 0;
  let all = 0;
  for (const [gram, count] of grams) {
    const place = places.get(gram);
    const rare = place === undefined ? rarest : (rarity[place] ?? 0);
    const times = 1 + Math.log(count);
    const square = (times * rare) ** 2;
    all += square;
    if (place === undefined) continue;
    known += square;
    added.push(place);
    weights.push(times * rare);
  }
  scale(weights, from);
  return known === 0 ? 0 : Math.sqrt(known / all);
}

/** Gives those from a place on the length 1 together. */
function scale(weights: number[], from: number): void {
  let squares = 0;
  for (let at = from; at < weights.length; at += 1) squares += (weights[at] ?? 0) ** 2;
  const length = Math.sqrt(squares);
  for (let at = from; at < weights.length; at += 1) weights[at] = (weights[at] ?? 0) / length;
}
