import { gramsOf, type Grams } from '../matching/grams';
import type { Scored } from './model';

/** Two texts that share this much say the same. */
export const sameText = 0.8;
/** What of a text is compared, in UTF-16 units. */
const compared = 600;

/** Parts of one article, or forms of one macro, ask for one thing to be done: three of them are no choice. */
const mostOfGroup = 2;

/** The first `most` that say different things, best first: of those that say the same the best alone, of one group two. */
export function varied(ranked: readonly Scored[], most: number): readonly Scored[] {
  const kept: { readonly one: Scored; readonly grams: Grams }[] = [];
  for (const one of ranked) {
    if (kept.length === most) break;
    if (kept.filter((before) => before.one.passage.group === one.passage.group).length === mostOfGroup) continue;
    const grams = gramsOf(one.passage.text.slice(0, compared));
    if (kept.every((before) => shareOf(before.grams, grams) < sameText)) kept.push({ one, grams });
  }
  return kept.map(({ one }) => one);
}

/** Which part of both is common (Dice). */
export function shareOf(one: Grams, other: Grams): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let common = 0;
  for (const gram of small.keys()) if (large.has(gram)) common += 1;
  return one.size + other.size === 0 ? 1 : (2 * common) / (one.size + other.size);
}
