import { gramsOf, type Grams } from './grams';

/** Features of a text by their places in a vocabulary, growing, with weights of length 1 together. */
export type Vector = { readonly places: Int32Array; readonly weights: Float32Array };

export interface Vocabulary {
  readonly size: number;
  readonly vectorOf: (text: string) => Vector;
}

/** The features that stand in at least `least` of the texts, each weighted by how few have it (tf-idf). */
export function vocabularyOf(texts: readonly string[], least = 1): Vocabulary {
  const found = new Map<number, number>();
  for (const text of texts) for (const gram of gramsOf(text).keys()) found.set(gram, (found.get(gram) ?? 0) + 1);
  const known = [...found].filter(([, times]) => times >= least).toSorted(([one], [other]) => one - other);
  const places = new Map(known.map(([gram], place) => [gram, place]));
  const rarity = Float32Array.from(known, ([, times]) => Math.log((texts.length + 1) / (times + 1)) + 1);
  return { size: known.length, vectorOf: (text) => vectorOf(gramsOf(text), { places, rarity }) };
}

export type Known = { readonly places: ReadonlyMap<number, number>; readonly rarity: Float32Array };

function vectorOf(grams: Grams, { places, rarity }: Known): Vector {
  const own = [...grams].flatMap(([gram, count]) => {
    const place = places.get(gram);
    return place === undefined ? [] : [{ place, weight: (1 + Math.log(count)) * (rarity[place] ?? 0) }];
  });
  own.sort((one, other) => one.place - other.place);
  const length = Math.sqrt(own.reduce((sum, { weight }) => sum + weight * weight, 0)) || 1;
  return { places: Int32Array.from(own, ({ place }) => place), weights: Float32Array.from(own, ({ weight }) => weight / length) };
}
