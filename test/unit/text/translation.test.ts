import { failures } from '#contract/failures';
import { describe, expect, it } from 'vitest';
import { languages, speaker, translations } from '../../../renderer/text/say';
import type { Entry } from '../../../renderer/text/translation';

const categories = { ru: ['few', 'many', 'one', 'other'], en: ['one', 'other'] } as const;

function gapsOf(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();
}

function formsOf(entry: Entry): readonly string[] {
  return typeof entry === 'string' ? [entry] : Object.values(entry);
}

/** Names that are written alike everywhere. */
const brands = ['telegram', 'max', 'whatsapp'].flatMap((name) => [`channel.${name}`, `identity.${name}`]);

describe('the texts of the window', () => {
  it('say the same things in Russian and in English', () => {
    expect(Object.keys(translations.ru).sort()).toEqual(Object.keys(translations.en).sort());
  });

  it('wrote a percentage in English with a space, as Russian does', () => {
    const apart = Object.entries<Entry>(translations.en).filter(([, entry]) => formsOf(entry).some((form) => /[\d}]\s%/.test(form)));
    expect(apart).toEqual([]);
  });

  it('tell every failure in both languages', () => {
    for (const language of languages) {
      const keys = Object.keys(translations[language]);
      for (const code of failures) expect(keys, `${language} ${code}`).toContain(`failure.${code}`);
    }
  });

  it('have each plural form that the language needs, and no other', () => {
    for (const language of languages) {
      for (const [key, entry] of Object.entries(translations[language])) {
        const counted = typeof translations.en[key as keyof typeof translations.en] !== 'string';
        expect(typeof entry !== 'string', `${language} ${key}`).toBe(counted);
        if (typeof entry !== 'string') expect(Object.keys(entry).sort(), `${language} ${key}`).toEqual(categories[language]);
      }
    }
    for (const language of languages) {
      expect(new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted()).toEqual(categories[language]);
    }
  });

  it('leave the same gaps in every form and in both languages', () => {
    const english = new Map(Object.entries(translations.en));
    for (const language of languages) {
      for (const [key, entry] of Object.entries(translations[language])) {
        const expected = gapsOf(formsOf(english.get(key) ?? '').at(-1) ?? '');
        for (const form of formsOf(entry)) expect(gapsOf(form), `${language} ${key}`).toEqual(expected);
      }
    }
  });

  it('are never empty and never forgotten in English', () => {
    for (const [key, entry] of Object.entries(translations.ru)) {
      for (const form of formsOf(entry)) {
        expect(form.trim(), key).not.toBe('');
        if (!['language.en', 'size.bytes', 'case.number', 'import.of', ...brands].includes(key)) expect(form, key).toMatch(/\p{Script=Cyrillic}/u);
      }
    }
  });
});

describe('counting', () => {
  it('follows the rules of Russian', () => {
    const say = speaker('ru');
    const texts = [1, 2, 5, 11, 21, 104].map((n) => say('merge.moved.cases', { n }));
    expect(texts).toEqual(['1 обращение', '2 обращения', '5 обращений', '11 обращений', '21 обращение', '104 обращения']);
  });

  it('follows the rules of English', () => {
    const say = speaker('en');
    expect(say('merge.moved.cases', { n: 1 })).toBe('1 case');
    expect(say('merge.moved.cases', { n: 1204 })).toBe('1,204 cases');
  });

  it('puts a name with braces into a gap as it stands', () => {
    expect(speaker('en')('conversation.typing', { name: '{n} $& Ann' })).toBe('{n} $& Ann is typing');
  });
});
