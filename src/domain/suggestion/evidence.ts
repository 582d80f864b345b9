import type { Passage, Precedent } from './passage';
import type { Likeness, PassageIndex } from './passage-index';

/** What speaks for a passage, each about between 0 and 3. */
export const features = ['titleWords', 'bodyWords', 'titleLetters', 'nearest', 'nearby', 'used', 'best', 'tag', 'group', 'first', 'accepted', 'macro', 'past'] as const;
export type Feature = (typeof features)[number];

/** A passage and what speaks for it, in the order of `features`. */
export type Candidate = { readonly passage: Passage; readonly evidence: readonly number[] };

/** `used`: how often each passage answered so far; `accepted`: how well agents took it, from -1 to 1. */
export type Known = { readonly used: (key: string) => number; readonly accepted: (key: string) => number };

export type Asked = { readonly question: string; readonly index: PassageIndex; readonly precedents: readonly Precedent[]; readonly known: Known };

const mostCandidates = 60;
/** Precedents that speak for a passage, and those that speak for what it is about. */
const [speaking, telling] = [30, 15];

type Near = { readonly likeness: number; readonly answer: string | Passage };
/** How alike the nearest precedents of a passage are: the nearest, and the sum of the squares. */
type Votes = { nearest: number; squares: number };

/** Everything that may answer a question, with what speaks for it; the best by a first look, in no order. */
export function candidatesFor({ question, index, precedents, known }: Asked): readonly Candidate[] {
  const vector = index.vectorOf(question);
  const near = precedents.map(({ question: asked, answer }) => ({ likeness: index.likeness(vector, asked), answer })).toSorted((one, other) => other.likeness - one.likeness);
  const own = index.like(question);
  const votes = votesOf(near.slice(0, speaking));
  const order = [...own.titleLetters.keys()].toSorted((one, other) => (own.titleLetters[other] ?? 0) - (own.titleLetters[one] ?? 0));
  const ranks = new Map(order.slice(0, mostCandidates).map((place, rank) => [place, rank]));
  const about = subjectOf(index, near.slice(0, telling), order.slice(0, telling).map((place) => ({ place, likeness: own.titleLetters[place] ?? 0 })));
  const stored = placesOf(index, own, votes).map((place) => storedCandidate({ index, own, votes, ranks, about, known }, place));
  return [...stored, ...near.slice(0, speaking).flatMap((one) => (typeof one.answer === 'string' ? [] : [pastCandidate(one.answer, one.likeness, known)]))];
}

function votesOf(near: readonly Near[]): ReadonlyMap<string, Votes> {
  const votes = new Map<string, Votes>();
  for (const { likeness, answer } of near) {
    if (typeof answer !== 'string') continue;
    const own = votes.get(answer) ?? { nearest: 0, squares: 0 };
    votes.set(answer, { nearest: Math.max(own.nearest, likeness), squares: own.squares + likeness * likeness });
  }
  return votes;
}

/** The passages that a first look finds, and those that precedents name. */
function placesOf(index: PassageIndex, { titleWords, bodyWords, titleLetters }: Likeness, votes: ReadonlyMap<string, Votes>): readonly number[] {
  const glance = (place: number): number => (titleWords[place] ?? 0) / 5 + (bodyWords[place] ?? 0) / 10 + 3 * (titleLetters[place] ?? 0);
  const looked = [...titleWords.keys()].filter((place) => glance(place) > 0).toSorted((one, other) => glance(other) - glance(one));
  const named = [...votes.keys()].flatMap((key) => index.placeOf(key) ?? []);
  return [...new Set([...looked.slice(0, mostCandidates), ...named])];
}

type Subject = { readonly tag: (passage: Passage) => number; readonly group: (passage: Passage) => number };
type Weighing = { readonly index: PassageIndex; readonly own: Likeness; readonly votes: ReadonlyMap<string, Votes>; readonly ranks: ReadonlyMap<number, number>; readonly about: Subject; readonly known: Known };

function storedCandidate({ index, own, votes, ranks, about, known }: Weighing, place: number): Candidate {
  const passage = index.passages[place] ?? missing(place);
  const { nearest, squares } = votes.get(passage.key) ?? { nearest: 0, squares: 0 };
  const letters = own.titleLetters[place] ?? 0;
  const rank = ranks.get(place);
  return {
    passage,
    evidence: [
      (own.titleWords[place] ?? 0) / 10,
      (own.bodyWords[place] ?? 0) / 10,
      3 * letters,
      3 * nearest,
      2 * Math.sqrt(squares),
      Math.log1p(known.used(passage.key)),
      3 * Math.max(letters, nearest),
      about.tag(passage),
      about.group(passage),
      rank === undefined ? 0 : 1 / (1 + rank),
      known.accepted(passage.key),
      passage.source === 'macro' ? 1 : 0,
      0,
    ],
  };
}

/** Its own question is all that speaks for an answer of the past. */
function pastCandidate(passage: Passage, likeness: number, known: Known): Candidate {
  return { passage, evidence: [0, 0, 0, 3 * likeness, 2 * likeness, 0, 3 * likeness, 0, 0, 0, known.accepted(passage.key), 0, 1] };
}

/** What a question is about, by the tags and the articles of what is near to it: the share of each. */
function subjectOf(index: PassageIndex, near: readonly Near[], titles: readonly { readonly place: number; readonly likeness: number }[]): Subject {
  const [tags, groups] = [new Map<string, number>(), new Map<string, number>()];
  let total = 0;
  const tell = (passage: Passage | undefined, likeness: number): void => {
    total += likeness;
    if (passage === undefined) return;
    for (const tag of passage.tags) tags.set(tag, (tags.get(tag) ?? 0) + likeness);
    groups.set(passage.group, (groups.get(passage.group) ?? 0) + likeness);
  };
  for (const { likeness, answer } of near) tell(typeof answer === 'string' ? index.passages[index.placeOf(answer) ?? -1] : answer, likeness);
  for (const { place, likeness } of titles) tell(index.passages[place], likeness);
  const share = (sum: number | undefined): number => (total === 0 ? 0 : (sum ?? 0) / total);
  return { tag: ({ tags: own }) => Math.max(0, ...own.map((tag) => share(tags.get(tag)))), group: ({ group }) => share(groups.get(group)) };
}

function missing(place: number): never {
  throw new Error(`no passage at ${place}`);
}
