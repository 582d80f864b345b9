import { needsReview, voteId, type ArticleRow, type VoteRow } from '#domain/knowledge/article';
import { dueArticles, ready } from '#domain/knowledge/find-articles';
import { differenceOf } from '#domain/knowledge/difference';
import { longestParagraph, piecesOf, withBreaks } from '#domain/knowledge/paragraphs';
import { factsNamed, firstToExpire, insertable, withFacts } from '#domain/knowledge/insertion';
import { isMacroFor } from '#domain/knowledge/macro';
import { revise } from '#domain/knowledge/revise';
import { sectionsOf, textOf } from '#domain/knowledge/section-text';
import { voteArticle } from '#domain/knowledge/vote-article';
import type { Put } from '#domain/tables';
import type { PersonId, TeamId } from '#kernel/id';
import { hour } from '#kernel/instant';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anna, boris, delivery, noon, run, support } from './shop';

const content = { title: 'Returns', language: 'en', audience: 'customers', category: null, sections: [], facts: [], tags: [], owner: null, reviewAt: null, counterpart: null } as const;
const article: ArticleRow = { ...content, id: 'art_1', revision: 3, updatedAt: noon - hour, version: 7 };
const fact = (name: string, validUntil: number | null) => ({ name, text: `text of ${name}`, validUntil });

test('a long text is shown in parts that are the text together, and none of them ends with an empty line', () => {
  const text = Array.from({ length: 900 }, (_, line) => (line % 7 === 0 ? '' : `Line ${line} of a long article`)).join('\n');
  const pieces = piecesOf(text);
  expect(pieces.join('\n')).toBe(text);
  expect(pieces.length).toBeGreaterThan(5);
  expect(pieces.slice(0, -1).filter((piece) => piece.endsWith('\n'))).toEqual([]);
  expect(piecesOf('')).toEqual(['']);
});

test('what should be looked at again is found by its owner, what has waited longest first', () => {
  const rows: readonly ArticleRow[] = [
    { ...article, id: 'art_fresh', owner: anna.person, reviewAt: noon + 1 },
    { ...article, id: 'art_due', owner: anna.person, reviewAt: noon },
    { ...article, id: 'art_fact', owner: anna.person, facts: [fact('Summer sale', noon - hour)] },
    { ...article, id: 'art_other', owner: boris.person, reviewAt: noon - 2 * hour },
    { ...article, id: 'art_nobodys', reviewAt: noon - hour / 2 },
  ];
  const due = (owner: PersonId | null): readonly string[] => dueArticles(rows.map(ready), owner, noon).map(({ row }) => row.id);
  expect(due(anna.person)).toEqual(['art_fact', 'art_due']);
  expect(due(null)).toEqual(['art_other', 'art_fact', 'art_nobodys', 'art_due']);
});

describe('facts', () => {
  const facts = [fact('Delivery price', noon + 1), fact('Summer sale', noon), fact('Term', null)];

  test('stand in a text where it names them, whatever the case', () => {
    expect(withFacts('It costs [[delivery price]]; [[Term]].', facts, noon)).toEqual({ ok: true, value: 'It costs text of Delivery price; text of Term.' });
  });

  test('one that has expired keeps the whole text back, and says which and since when', () => {
    expect(withFacts('Costs [[Delivery price]], and [[Summer sale]]', facts, noon)).toEqual({ ok: false, code: 'fact.expired', fact: facts[1] });
  });

  test('one that is not there keeps the text back: nobody is sent brackets', () => {
    expect(withFacts('See [[Somewhere]]', facts, noon)).toEqual({ ok: false, code: 'fact.absent', name: 'Somewhere' });
  });

  test('of those that a text names, the one that expires first is known', () => {
    expect(firstToExpire('[[delivery price]] or [[Summer sale]], [[Term]]', facts)).toEqual({ name: 'Summer sale', validUntil: noon });
    expect([firstToExpire('[[Term]]', facts), firstToExpire('Summer sale', facts)]).toEqual([null, null]);
  });

  test('expire at their moment and not before', () => {
    expect([noon - 1, noon].map((now) => withFacts('[[Summer sale]]', facts, now).ok)).toEqual([true, false]);
  });

  test('bring no names of their own into play: what a fact says is not looked through again', () => {
    expect(withFacts('[[A]]', [{ name: 'A', text: '[[B]] $& $1', validUntil: null }], noon)).toEqual({ ok: true, value: '[[B]] $& $1' });
  });

  test('are named once each', () => {
    expect(factsNamed('[[A]] and [[ B ]] and [[A]], not [[]] nor [A]')).toEqual(['A', 'B']);
  });
});

test('what is for colleagues alone goes into a note and never into an answer', () => {
  const internal = { facts: [], audience: 'staff' } as const;
  expect(insertable('Call the warehouse', internal, { into: 'reply', now: noon })).toEqual({ ok: false, code: 'article.internal' });
  expect(insertable('Call the warehouse', internal, { into: 'note', now: noon })).toEqual({ ok: true, value: 'Call the warehouse' });
});

test('an article is to be looked at from its review date on, and when a fact of it has expired', () => {
  expect([null, noon + 1, noon].map((reviewAt) => needsReview({ reviewAt, facts: [] }, noon))).toEqual([false, false, true]);
  expect(needsReview({ reviewAt: null, facts: [fact('A', noon - 1)] }, noon)).toBe(true);
});

describe('an article as text', () => {
  test('is taken apart at its headings, and a word in brackets says what a section is for, in both languages', () => {
    expect(sectionsOf('Intro\n\n# Как вернуть {шаги}\n1. Напишите\n2. Отдайте\n\n### Price {fact} ###\n[[Price]]\n\n## {closing}\nThanks\n## A {b} c')).toEqual([
      { heading: '', text: 'Intro', kind: 'text' },
      { heading: 'Как вернуть', text: '1. Напишите\n2. Отдайте', kind: 'steps' },
      { heading: 'Price', text: '[[Price]]', kind: 'fact' },
      { heading: '', text: 'Thanks', kind: 'closing' },
      { heading: 'A {b} c', text: '', kind: 'text' },
    ]);
  });

  test('comes out as it went in', () => {
    const sections = sectionsOf('\r\nIntro\r\n  line\r\n\r\n## A {opening}\r\nHello\r\n\r\n##\r\nNo name\r\n## {факт}\r\nOnly a fact');
    for (const language of ['ru', 'en'] as const) expect(sectionsOf(textOf(sections, language))).toEqual(sections);
    expect(sectionsOf('   \n\n')).toEqual([]);
  });

  test('has no paragraph that would hold the window up, and loses no word of it', () => {
    const words = 'Pack it, and bring it back. '.repeat(1000).trim();
    const text = `Intro\n${words}\n${'я'.repeat(5000)}\n${'a'.repeat(longestParagraph - 4)} [[Delivery price]] ${'😀'.repeat(3000)}`;
    const lines = withBreaks(text).split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(longestParagraph);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(/[\s]/gu, ''));
    expect(lines.some((line) => line.includes('[[Delivery price]]'))).toBe(true);
    expect(lines.every((line) => !/\p{Cs}/u.test(line))).toBe(true);
    expect(sectionsOf(words)[0]?.text.replaceAll('\n', ' ')).toBe(words);
    expect(withBreaks('a b\n\nc')).toBe('a b\n\nc');
  });

  test('of a million letters is taken apart, however hard it tries to hold the reader up', () => {
    expect(sectionsOf(`${'# '.repeat(10)}${' '.repeat(500_000)}x\n${'a {'.repeat(200_000)}`).length).toBeGreaterThan(0);
    expect(sectionsOf('## a\nb\n'.repeat(100_000))).toHaveLength(100_000);
  });
});

test('who writes over what somebody else has written meanwhile is told, and a new article begins at one', () => {
  const writing = { id: article.id, revision: 3, content: { ...content, title: 'New' } } as const;
  expect(revise(article, writing, noon)).toEqual({ ok: true, value: { ...article, title: 'New', revision: 4, updatedAt: noon } });
  expect(revise({ ...article, revision: 4 }, writing, noon)).toEqual({ ok: false, code: 'article.changed' });
  expect(revise(null, writing, noon)).toEqual({ ok: false, code: 'article.absent' });
  expect(revise(article, { ...writing, revision: 0 }, noon)).toEqual({ ok: false, code: 'article.changed' });
  expect(revise(null, { ...writing, revision: 0 }, noon)).toMatchObject({ ok: true, value: { revision: 1, version: 0 } });
});

describe('a vote', () => {
  const put = { op: 'put', table: 'articles', row: article } as const;
  const given: VoteRow = { id: voteId('art_1', anna.person), article: 'art_1', person: anna.person, value: 'useful', at: noon - hour, version: 2 };

  test('is one for each person: given, changed, taken back', () => {
    const vote = { article: 'art_1', person: anna.person } as const;
    expect(run(voteArticle, [put], [{ ...vote, vote: 'useful' }, anna])).toEqual({ ok: true, value: [{ op: 'put', table: 'votes', row: { ...given, at: noon, version: 0 } }] });
    const before: readonly Put[] = [put, { op: 'put', table: 'votes', row: given }];
    expect(run(voteArticle, before, [{ ...vote, vote: 'useless' }, anna])).toEqual({ ok: true, value: [{ op: 'put', table: 'votes', row: { ...given, value: 'useless', at: noon } }] });
    expect(run(voteArticle, before, [{ ...vote, vote: null }, anna])).toEqual({ ok: true, value: [{ op: 'remove', table: 'votes', id: given.id }] });
    expect(run(voteArticle, before, [{ ...vote, vote: 'useful' }, anna])).toEqual({ ok: true, value: [] });
  });

  test('is nobody else’s, and of nothing that is not there', () => {
    const vote = { article: 'art_1', person: anna.person, vote: 'useful' } as const;
    expect(run(voteArticle, [put], [vote, boris])).toEqual({ ok: false, code: 'access.denied' });
    expect(run(voteArticle, [], [vote, anna])).toEqual({ ok: false, code: 'article.absent' });
  });
});

test('a macro of some teams is seen by their agents alone, and one of no team by everybody', () => {
  const ofTeams: readonly (readonly TeamId[] | null)[] = [[support], [delivery], [support, delivery], null];
  expect(ofTeams.map((teams) => isMacroFor({ teams }, [support]))).toEqual([true, false, true, true]);
});

describe('what became of a text', () => {
  test('is told line by line: what stayed, what went and what came', () => {
    expect(differenceOf('a\nb\nc\nd', 'a\nx\nc\nd\ne').map(({ kind, text }) => `${kind} ${text}`)).toEqual(['same a', 'gone b', 'new x', 'same c', 'same d', 'new e']);
    expect(differenceOf('a', 'a')).toEqual([{ kind: 'same', text: 'a' }]);
    expect(differenceOf('', 'a').map(({ kind }) => kind)).toEqual(['gone', 'new']);
  });

  test('puts both texts together again, whatever they are', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }), fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }), (old, fresh) => {
      const lines = differenceOf(old.join('\n'), fresh.join('\n'));
      expect(lines.filter(({ kind }) => kind !== 'new').map(({ text }) => text).join('\n')).toBe(old.join('\n'));
      expect(lines.filter(({ kind }) => kind !== 'gone').map(({ text }) => text).join('\n')).toBe(fresh.join('\n'));
    }));
  });

  test('ends where everything differs', () => {
    expect(differenceOf('a\n'.repeat(50_000), 'b\n'.repeat(50_000)).length).toBe(100_001);
  });
});
