import { importRecord } from '#contract/import-record';
import { companyTexts } from '#server/demo/company-texts';
import { knowledgeRecords } from '#server/demo/knowledge-records';
import { isExpired } from '#domain/knowledge/article';
import { sectionsOf } from '#domain/knowledge/section-text';
import { describe, expect, test } from 'vitest';

const noon = Date.UTC(2026, 4, 12, 12);

const slots = new Set(['name', 'order', 'item', 'sum', 'date', 'city', 'track', 'street', 'agent']);

describe.each(['ru', 'en'] as const)('what agents look up in %s', (language) => {
  const { articles, macros } = companyTexts[language];

  test('is sixty articles of all kinds and forty macros, each under a key of its own, and passes the import', () => {
    expect([new Set(articles.map(({ key }) => key)).size, new Set(macros.map(({ key }) => key)).size]).toEqual([60, 40]);
    expect(new Set(articles.map(({ kind }) => kind))).toEqual(new Set(['product', 'service', 'process']));
    expect(knowledgeRecords(companyTexts[language], noon).every((record) => importRecord.safeParse(record).success)).toBe(true);
  });

  test('has articles long enough to help and short enough to read', () => {
    const wordsOf = (text: string): number => text.split(/\s+/).length;
    expect(articles.map(({ key, text }) => [key, wordsOf(text)] as const).filter(([, words]) => words < 80 || words > 250)).toEqual([]);
  });

  test('has articles in sections, a few facts that stand in their texts word for word, some of them over', () => {
    const { articleFacts } = companyTexts[language];
    const records = knowledgeRecords(companyTexts[language], noon).filter((record) => record.kind === 'article');
    expect(records.filter(({ text }) => sectionsOf(text).length > 1).length).toBeGreaterThan(40);
    for (const { article, name } of articleFacts) expect(records.find(({ key }) => key === article)?.text, name).toContain(`[[${name}]]`);
    expect(records.flatMap(({ facts }) => facts)).toHaveLength(articleFacts.length);
    expect(records.flatMap(({ facts }) => facts).filter((fact) => isExpired(fact, noon))).toHaveLength(2);
    expect([records.every(({ owner }) => owner !== null), records.filter(({ reviewAt }) => (reviewAt ?? 0) < noon).length > 3]).toEqual([true, true]);
  });

  test('has macros that name no slot which nobody fills', () => {
    const named = macros.flatMap(({ key, text }) => [...text.matchAll(/\{(\w*)\}/g)].map(([, slot = '']) => [key, slot] as const));
    expect(named.filter(([, slot]) => !slots.has(slot))).toEqual([]);
    expect(macros.filter(({ text }) => /[[\]|]/.test(text))).toEqual([]);
  });
});

test('both languages have the same articles and macros', () => {
  const shape = (language: 'ru' | 'en') => {
    const { articles, macros } = companyTexts[language];
    return [articles.map(({ key, kind }) => [kind, key]), macros.map(({ key }) => key)];
  };
  expect(shape('ru')).toEqual(shape('en'));
});
