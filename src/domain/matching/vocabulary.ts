import { gramsByKind, type Grams, type TextGrams } from './grams';

/**
 * Features of a text by their places in a vocabulary, growing, with weights of length 1 together. `familiar`: how much of its stems
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
type Weighted = { readonly place: number; readonly weight: number };
/** The known features of one kind, of length 1, and how much of all of them they are. */
type Found = { readonly own: readonly Weighted[]; readonly familiar: number };

/** Stems, their neighbourhood and runs of letters count alike, however many of each a text has. */
function vectorOf(kinds: TextGrams, lookup: Lookup): Vector {
  const [stems, neighbours, runs] = kinds;
  const [byStems, byNeighbours, byRuns] = [foundOf(stems, lookup), foundOf(neighbours, lookup), foundOf(runs, lookup)];
  const own = [...byStems.own, ...byNeighbours.own, ...byRuns.own].toSorted((one, other) => one.place - other.place);
  const length = Math.sqrt(squares(own));
  return { places: Int32Array.from(own, ({ place }) => place), weights: Float32Array.from(own, ({ weight }) => weight / length), familiar: (byStems.familiar + byRuns.familiar) / 2 };
}

function foundOf(grams: Grams, { places, rarity, rarest }: Lookup): Found {
  const own: Weighted[] = [];
  let strange = 0;
  for (const [gram, count] of grams) {
    const place = places.get(gram);
    const weight = (1 + Math.log(count)) * (place === undefined ? rarest : (rarity[place] ?? 0));
    if (place === undefined) strange += weight * weight;
    else own.push({ place, weight });
  }
  const known = squares(own);
  const length = Math.sqrt(known);
  return { own: own.map(({ place, weight }) => ({ place, weight: weight / length })), familiar: known === 0 ? 0 : Math.sqrt(known / (known + strange)) };
}

function squares(own: readonly Weighted[]): number {
  return own.reduce((sum, { weight }) => sum + weight * weight, 0);
}
