import { day, type Duration, type Instant } from '#kernel/instant';
import type { ShownList } from './judged';

/** How well each stored text was taken, from -1 to 1, without those of which too little is known; and how likely each place is looked at. */
export type Acceptance = { readonly values: ReadonlyMap<string, number>; readonly chances: readonly number[] };

/** What was seen long ago counts less: half after so long. */
const halfLife: Duration = 90 * day;
/** How likely each place is looked at, before anything is known, and how many showings that belief is worth. */
const looked = [1, 0.55, 0.35] as const;
const belief = 60;
/** A text begins with the average, as if it had been looked at so often. */
const before = 6;
/** Looks at a text before anything is said of it. */
const leastLooks = 4;
/** Of one person with one text, newest first: nobody makes the opinion of all. */
const mostOfOne = 20;
const rounds = 15;

type Showing = { readonly key: string; readonly place: number; readonly gain: number; readonly isRejected: boolean; readonly weight: number };
type Attraction = { readonly gained: number; readonly looks: number; readonly rejected: number };

/**
 * What agents made of stored texts, by a click model of places: a text is taken where its place was looked at and it fits. A text
 * that stands first is looked at more often, and its takings count for less; both are fitted by turns. Rejecting tells that it was
 * looked at. See DECISION-learning.md.
 */
export function acceptanceOf(lists: readonly ShownList[], now: Instant): Acceptance {
  const showings = showingsOf(lists, now);
  let chances: readonly number[] = looked;
  for (let round = 0; round < rounds; round += 1) chances = chancesOf(showings, attractions(showings, chances));
  const all = attractions(showings, chances);
  const usual = averageOf(all);
  return { values: new Map([...all].filter(([, one]) => one.looks >= leastLooks).map(([key, one]) => [key, valueOf(one, usual)])), chances };
}

function showingsOf(lists: readonly ShownList[], now: Instant): readonly Showing[] {
  const seen = new Map<string, number>();
  return lists.toReversed().flatMap(({ person, at, shown }) => {
    const weight = 0.5 ** (Math.max(0, now - at) / halfLife);
    return shown.flatMap(({ key, place, gain, isRejected }) => {
      const times = (seen.get(`${person} ${key}`) ?? 0) + 1;
      seen.set(`${person} ${key}`, times);
      return times > mostOfOne ? [] : [{ key, place, gain, isRejected, weight }];
    });
  });
}

function attractions(showings: readonly Showing[], chances: readonly number[]): ReadonlyMap<string, Attraction> {
  const all = new Map<string, Attraction>();
  for (const { key, place, gain, isRejected, weight } of showings) {
    const own = all.get(key) ?? { gained: 0, looks: 0, rejected: 0 };
    const look = isRejected ? 1 : (chances[place - 1] ?? 0);
    all.set(key, { gained: own.gained + weight * gain, looks: own.looks + weight * look, rejected: own.rejected + (isRejected ? weight : 0) });
  }
  return all;
}

function averageOf(all: ReadonlyMap<string, Attraction>): number {
  let [gained, looks] = [0, 0];
  for (const one of all.values()) {
    gained += one.gained;
    looks += one.looks;
  }
  return looks === 0 ? 0 : Math.min(1, gained / looks);
}

function attractionOf({ gained, looks }: Attraction, usual: number): number {
  return Math.min(1, (gained + before * usual) / (looks + before));
}

/** How often what stood at a place was taken, against how well it fits elsewhere. The first place is the measure. */
function chancesOf(showings: readonly Showing[], all: ReadonlyMap<string, Attraction>): readonly number[] {
  const usual = averageOf(all);
  const sums = looked.map((chance) => ({ taken: belief * usual * chance, fitting: belief * usual }));
  for (const { key, place, gain, isRejected, weight } of showings) {
    const sum = sums[place - 1];
    const own = all.get(key);
    if (sum === undefined || own === undefined || isRejected) continue;
    sum.taken += weight * gain;
    sum.fitting += weight * attractionOf(own, usual);
  }
  const [first] = sums;
  const measure = first === undefined || first.fitting === 0 ? 1 : first.taken / first.fitting;
  return sums.map(({ taken, fitting }, place) => (fitting === 0 || measure === 0 ? (looked[place] ?? 1) : Math.min(1, Math.max(0.1, taken / fitting / measure))));
}

function valueOf(one: Attraction, usual: number): number {
  const refused = one.rejected / (one.looks + before);
  const value = 2 * (attractionOf(one, usual) - usual) - 3 * refused;
  return Math.round(20 * Math.min(1, Math.max(-1, value))) / 20;
}
