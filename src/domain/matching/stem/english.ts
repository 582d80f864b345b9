const exceptions: ReadonlyMap<string, string> = new Map(
  Object.entries({
    skis: 'ski',
    skies: 'sky',
    dying: 'die',
    lying: 'lie',
    tying: 'tie',
    idly: 'idl',
    gently: 'gentl',
    ugly: 'ugli',
    early: 'earli',
    only: 'onli',
    singly: 'singl',
  }),
);
const untouched: ReadonlySet<string> = new Set(['sky', 'news', 'howe', 'atlas', 'cosmos', 'bias', 'andes']);
const kept: ReadonlySet<string> = new Set(['inning', 'outing', 'canning', 'herring', 'earring', 'proceed', 'exceed', 'succeed']);

const vowel = /[aeiouy]/;
const double = /(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/;
const short = /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/;

type Rule = readonly [ending: string, instead: string];

const second: readonly Rule[] = [
  ['ization', 'ize'], ['ational', 'ate'], ['fulness', 'ful'], ['ousness', 'ous'], ['iveness', 'ive'], ['tional', 'tion'],
  ['biliti', 'ble'], ['lessli', 'less'], ['entli', 'ent'], ['ation', 'ate'], ['alism', 'al'], ['aliti', 'al'],
  ['ousli', 'ous'], ['iviti', 'ive'], ['fulli', 'ful'], ['enci', 'ence'], ['anci', 'ance'], ['abli', 'able'],
  ['izer', 'ize'], ['ator', 'ate'], ['alli', 'al'], ['bli', 'ble'], ['ogi', 'og'], ['li', ''],
];
const third: readonly Rule[] = [
  ['ational', 'ate'], ['tional', 'tion'], ['alize', 'al'], ['icate', 'ic'], ['iciti', 'ic'], ['ative', ''], ['ical', 'ic'], ['ness', ''], ['ful', ''],
];
const fourth = ['ement', 'ance', 'ence', 'able', 'ible', 'ment', 'ant', 'ent', 'ism', 'ate', 'iti', 'ous', 'ive', 'ize', 'ion', 'al', 'er', 'ic'];

/** Where the first region begins, and the second one within it. */
type Regions = { readonly r1: number; readonly r2: number };

/** The stem of an English word in small letters, by the rules of the Snowball stemmer (snowballstem.org, English). */
export function englishStem(word: string): string {
  if (word.length < 3) return word;
  const exception = exceptions.get(word);
  if (exception !== undefined) return exception;
  if (untouched.has(word)) return word;
  const bare = word.replace(/^'/, '').replace(/^y/, 'Y').replaceAll(/(?<=[aeiouy])y/g, 'Y');
  const regions = regionsOf(bare);
  const singular = withoutPlural(bare.replace(/'(?:s'?)?$/, ''));
  if (kept.has(singular)) return singular;
  const plain = withoutTense(singular, regions).replace(/(?<=.[^aeiouy])[yY]$/, 'i');
  return withoutFinal(withoutKind(replaced(replaced(plain, second, regions), third, regions), regions), regions).replaceAll('Y', 'y');
}

function regionsOf(word: string): Regions {
  const known = /^(?:gener|commun|arsen)/.exec(word);
  const r1 = known === null ? afterVowel(word, 0) : known[0].length;
  return { r1, r2: afterVowel(word, r1) };
}

/** Behind the first other letter that follows a vowel. */
function afterVowel(word: string, from: number): number {
  const found = /[aeiouy][^aeiouy]/.exec(word.slice(from));
  return found === null ? word.length : from + found.index + 2;
}

function withoutPlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (/ie[sd]$/.test(word)) return word.length > 4 ? word.slice(0, -2) : word.slice(0, -1);
  if (/(?:us|ss)$/.test(word)) return word;
  return /[aeiouy].+s$/.test(word) ? word.slice(0, -1) : word;
}

function withoutTense(word: string, { r1 }: Regions): string {
  const agreed = /eed(?:ly)?$/.exec(word);
  if (agreed !== null) return agreed.index >= r1 ? `${word.slice(0, agreed.index)}ee` : word;
  const rest = word.replace(/(?:ed|ing)(?:ly)?$/, '');
  if (rest === word || !vowel.test(rest)) return word;
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (double.test(rest)) return rest.slice(0, -1);
  return r1 >= rest.length && short.test(rest) ? `${rest}e` : rest;
}

function replaced(word: string, rules: readonly Rule[], { r1, r2 }: Regions): string {
  const rule = rules.find(([ending]) => word.endsWith(ending));
  if (rule === undefined) return word;
  const [ending, instead] = rule;
  const rest = word.slice(0, -ending.length);
  const fits = rest.length >= (ending === 'ative' ? r2 : r1) && (ending !== 'ogi' || rest.endsWith('l')) && (ending !== 'li' || /[cdeghkmnrt]$/.test(rest));
  return fits ? rest + instead : word;
}

function withoutKind(word: string, { r2 }: Regions): string {
  const ending = fourth.find((one) => word.endsWith(one));
  if (ending === undefined) return word;
  const rest = word.slice(0, -ending.length);
  return rest.length >= r2 && (ending !== 'ion' || /[st]$/.test(rest)) ? rest : word;
}

function withoutFinal(word: string, { r1, r2 }: Regions): string {
  const rest = word.slice(0, -1);
  if (word.endsWith('e')) return rest.length >= r2 || (rest.length >= r1 && !short.test(rest)) ? rest : word;
  return word.endsWith('ll') && rest.length >= r2 ? rest : word;
}
