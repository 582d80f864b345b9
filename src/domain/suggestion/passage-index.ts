import { gramsOf } from '../matching/grams';
import { normalised, wordsOf } from '../matching/normalise';
import { stemOf } from '../matching/stem/stem';
import type { Passage } from './passage';

/** What a passage has in common with a question, by the places of the passages. */
export type Likeness = { readonly titleWords: Float64Array; readonly bodyWords: Float64Array; readonly titleLetters: Float64Array };

type Posting = { readonly places: number[]; readonly counts: number[] };

const longestBody = 4000;

/**
 * Finds passages by the words of their titles and bodies (BM25) and by the letters of their titles (angle between tf-idf vectors).
 * Passages may be added one by one between other work; `like` sees those that were added.
 */
export class PassageIndex {
  readonly passages: Passage[] = [];
  readonly #places = new Map<string, number>();
  readonly #titles = new WordField();
  readonly #bodies = new WordField();
  readonly #letters = new Map<number, Posting>();
  #lengths: Float64Array | null = null;
  /** By how many titles have it: a logarithm is taken once, not for every gram of every text. */
  #rarities: number[] = [];

  add(passage: Passage): void {
    const place = this.passages.push(passage) - 1;
    this.#places.set(passage.key, place);
    this.#titles.add(place, stemsOf(passage.title));
    this.#bodies.add(place, stemsOf(passage.text.slice(0, longestBody)));
    for (const [gram, count] of gramsOf(passage.title)) note(this.#letters, gram, { place, count });
    this.#lengths = null;
    this.#rarities = [];
  }

  placeOf(key: string): number | undefined {
    return this.#places.get(key);
  }

  like(question: string): Likeness {
    const size = this.passages.length;
    const stems = new Set(stemsOf(question));
    const titleLetters = new Float64Array(size);
    const lengths = this.#lengthsOfTitles();
    for (const [gram, weight] of this.vectorOf(question)) {
      const posting = this.#letters.get(gram);
      if (posting === undefined) continue;
      const rarity = this.#rarity(gram);
      for (let at = 0; at < posting.places.length; at += 1) {
        const place = posting.places[at] ?? 0;
        titleLetters[place] = (titleLetters[place] ?? 0) + (weight * weightOf(posting.counts[at] ?? 1, rarity)) / (lengths[place] ?? 1);
      }
    }
    return { titleWords: this.#titles.scores(stems, size), bodyWords: this.#bodies.scores(stems, size), titleLetters };
  }

  /** The letters and words of any text as a vector of length 1, weighted by how rare they are among the titles. */
  vectorOf(text: string): ReadonlyMap<number, number> {
    const weighted = new Map<number, number>();
    let sum = 0;
    for (const [gram, count] of gramsOf(text)) {
      const weight = weightOf(count, this.#rarity(gram));
      weighted.set(gram, weight);
      sum += weight * weight;
    }
    const length = Math.sqrt(sum) || 1;
    for (const [gram, weight] of weighted) weighted.set(gram, weight / length);
    return weighted;
  }

  /** The angle between a vector and that of a text, which is not made for it: dozens of texts are compared with one. */
  likeness(vector: ReadonlyMap<number, number>, text: string): number {
    let [shared, sum] = [0, 0];
    for (const [gram, count] of gramsOf(text)) {
      const weight = weightOf(count, this.#rarity(gram));
      sum += weight * weight;
      shared += weight * (vector.get(gram) ?? 0);
    }
    return shared / (Math.sqrt(sum) || 1);
  }

  #rarity(gram: number): number {
    const found = this.#letters.get(gram)?.places.length ?? 0;
    const known = this.#rarities[found];
    if (known !== undefined) return known;
    const rarity = Math.log((1 + this.passages.length) / (1 + found)) + 1;
    this.#rarities[found] = rarity;
    return rarity;
  }

  #lengthsOfTitles(): Float64Array {
    if (this.#lengths !== null) return this.#lengths;
    const squares = new Float64Array(this.passages.length);
    for (const [gram, { places, counts }] of this.#letters) {
      const rarity = this.#rarity(gram);
      for (const [at, place] of places.entries()) squares[place] = (squares[place] ?? 0) + weightOf(counts[at] ?? 1, rarity) ** 2;
    }
    this.#lengths = squares.map((square) => Math.sqrt(square) || 1);
    return this.#lengths;
  }
}

export function stemsOf(text: string): readonly string[] {
  return wordsOf(normalised(text)).map(stemOf);
}

function weightOf(count: number, rarity: number): number {
  return count === 1 ? rarity : (1 + Math.log(count)) * rarity;
}

const [saturation, lengthShare] = [1.2, 0.75];

/** One field of all passages: which stems stand where, and how long each is. */
class WordField {
  readonly #postings = new Map<string, Posting>();
  readonly #sizes: number[] = [];
  #total = 0;

  add(place: number, stems: readonly string[]): void {
    const counts = new Map<string, number>();
    for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    for (const [stem, count] of counts) note(this.#postings, stem, { place, count });
    this.#sizes[place] = stems.length;
    this.#total += stems.length;
  }

  scores(stems: ReadonlySet<string>, size: number): Float64Array {
    const scores = new Float64Array(size);
    const average = this.#total / Math.max(1, size) || 1;
    for (const stem of stems) {
      const posting = this.#postings.get(stem);
      if (posting === undefined) continue;
      const rarity = Math.log(1 + (size - posting.places.length + 0.5) / (posting.places.length + 0.5));
      for (let at = 0; at < posting.places.length; at += 1) {
        const place = posting.places[at] ?? 0;
        const count = posting.counts[at] ?? 0;
        const spread = saturation * (1 - lengthShare + (lengthShare * (this.#sizes[place] ?? 0)) / average);
        scores[place] = (scores[place] ?? 0) + (rarity * count * (saturation + 1)) / (count + spread);
      }
    }
    return scores;
  }
}

function note<Term>(postings: Map<Term, Posting>, term: Term, { place, count }: { readonly place: number; readonly count: number }): void {
  const posting = postings.get(term);
  if (posting === undefined) postings.set(term, { places: [place], counts: [count] });
  else {
    posting.places.push(place);
    posting.counts.push(count);
  }
}
