import { english } from './en/english';
import { russian } from './ru/russian';
import type { Entry, TextKey, Translation, ValueArgs } from './translation';

export const languages = ['ru', 'en'] as const;
export type Language = (typeof languages)[number];

export const translations: Readonly<Record<Language, Translation>> = { ru: russian, en: english };

export type Say = <Key extends TextKey>(key: Key, ...values: ValueArgs<Key>) => string;

/** The speaker of one language: picks the plural form by `n` and fills the gaps. */
export function speaker(language: Language): Say {
  const translation = translations[language];
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);

  function form(entry: Entry, count: unknown): string {
    if (typeof entry === 'string') return entry;
    return (typeof count === 'number' ? entry[rules.select(count)] : undefined) ?? entry.other;
  }

  return (key, ...[values]) => {
    if (values === undefined) return form(translation[key], undefined);
    const gaps = new Map<string, string | number>(Object.entries(values));
    return form(translation[key], gaps.get('n')).replace(/\{(\w+)\}/g, (gap, name: string) => {
      const value = gaps.get(name);
      if (value === undefined) return gap;
      return typeof value === 'number' ? numbers.format(value) : isolated(value);
    });
  };
}

/** Words that are read from right to left, and signs that turn others around. */
const turning = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200f\u202a-\u202e\u2066-\u2069]/u;

/** A name in the middle of a sentence turns nothing around that stands beside it. */
function isolated(value: string): string {
  return turning.test(value) ? `\u2068${value}\u2069` : value;
}
