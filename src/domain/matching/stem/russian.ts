const vowel = /[аеиоуыэюя]/u;

/** Endings; those `afterA` count only behind а or я. The longest that the word ends with is the one that is looked at. */
type Endings = { readonly afterA: ReadonlySet<string>; readonly always: ReadonlySet<string>; readonly longest: number };

const gerunds = endings('в вши вшись', 'ив ивши ившись ыв ывши ывшись');
const adjectives = endings('', 'ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею');
const participles = endings('ем нн вш ющ щ', 'ивш ывш ующ');
const verbs = endings('ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно', 'ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю');
const nouns = endings('', 'а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я');

/** The stem of a Russian word in small letters with ё as е, by the rules of the Snowball stemmer (snowballstem.org, Russian). */
export function russianStem(word: string): string {
  const start = afterFirst(word, 0, true);
  const second = afterFirst(word, afterFirst(word, afterFirst(word, start, false), true), false);
  const head = word.slice(0, start);
  const tail = withoutInflection(word.slice(start)).replace(/и$/u, '');
  return head + plainEnd(withoutAbstract(tail, second - start));
}

/** The place behind the next vowel, or behind the next other letter; the end where there is none. */
function afterFirst(word: string, from: number, isVowel: boolean): number {
  for (let place = from; place < word.length; place += 1) if (vowel.test(word.charAt(place)) === isVowel) return place + 1;
  return word.length;
}

function withoutInflection(tail: string): string {
  const gerund = cut(tail, gerunds);
  if (gerund !== null) return gerund;
  const own = tail.replace(/с[яь]$/u, '');
  const adjective = cut(own, adjectives);
  if (adjective !== null) return cut(adjective, participles) ?? adjective;
  return cut(own, verbs) ?? cut(own, nouns) ?? own;
}

function withoutAbstract(tail: string, second: number): string {
  const found = /ость?$/u.exec(tail);
  return found !== null && found.index >= second ? tail.slice(0, found.index) : tail;
}

function plainEnd(tail: string): string {
  const own = tail.replace(/ейше?$/u, '');
  if (own.endsWith('нн')) return own.slice(0, -1);
  return own === tail ? tail.replace(/ь$/u, '') : own;
}

function cut(tail: string, { afterA, always, longest }: Endings): string | null {
  for (let size = Math.min(longest, tail.length); size > 0; size -= 1) {
    const [rest, ending] = [tail.slice(0, -size), tail.slice(-size)];
    if (always.has(ending)) return rest;
    if (afterA.has(ending)) return /[ая]$/u.test(rest) ? rest : null;
  }
  return null;
}

function endings(afterA: string, always: string): Endings {
  const [some, all] = [afterA, always].map((list) => list.split(' ').filter((one) => one !== ''));
  return { afterA: new Set(some), always: new Set(all), longest: Math.max(...[...(some ?? []), ...(all ?? [])].map(({ length }) => length)) };
}
