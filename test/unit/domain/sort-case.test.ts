import { setPriority, tagCase } from '#domain/conversation/sort-case';
import { normalTag, tagBounds } from '#domain/conversation/tags';
import { describe, expect, test } from 'vitest';
import { after, anna, boris, run, shelf, stranger } from './shop';

const act = { conversation: 'con_1', event: 'msg_e' } as const;
const colleagues = { conversation: { assignee: anna.person } } as const;

describe('a priority', () => {
  test('is set by anyone of the team, and told once', () => {
    const done = after(run(setPriority, shelf(colleagues), [{ ...act, to: 'urgent' }, boris]));
    expect([done.cases?.priority, done.messages?.part]).toEqual(['urgent', { kind: 'event', event: { type: 'prioritised', by: boris.person, to: 'urgent' } }]);
    expect(run(setPriority, shelf(), [{ ...act, to: 'normal' }, boris])).toEqual({ ok: true, value: [] });
  });

  test('is nobody\'s business in another team', () => {
    expect(run(setPriority, shelf(), [{ ...act, to: 'low' }, stranger])).toEqual({ ok: false, code: 'conversation.absent' });
  });
});

describe('tags', () => {
  test.each([
    ['  #Возврат ', 'возврат'],
    ['Ёлка', 'елка'],
    ['late   delivery', 'late delivery'],
    ['a, b', 'a b'],
    ['###', null],
    ['', null],
    ['x'.repeat(tagBounds.length + 1), null],
  ])('%j is kept as %j', (typed, kept) => {
    expect(normalTag(typed)).toBe(kept);
  });

  test('come and go in one spelling and one order, and the line tells what changed', () => {
    const done = after(run(tagCase, shelf({ case: { tags: ['b'] } }), [{ ...act, add: ['Ё', 'A', 'b'], remove: [] }, boris]));
    expect([done.cases?.tags, done.messages?.part]).toEqual([['a', 'b', 'е'], { kind: 'event', event: { type: 'tagged', by: boris.person, added: ['a', 'е'], removed: [] } }]);
    expect(after(run(tagCase, shelf({ case: { tags: ['a', 'b'] } }), [{ ...act, add: [], remove: ['B'] }, boris])).cases?.tags).toEqual(['a']);
  });

  test.each([
    ['that are there already change nothing', ['a'], ['A'], { ok: true, value: [] }],
    ['without letters are refused', [], ['#'], { ok: false, code: 'tag.malformed' }],
    ['beyond twenty are refused', Array.from({ length: tagBounds.most }, (_, index) => `t${index}`), ['one more'], { ok: false, code: 'tag.malformed' }],
  ] as const)('%s', (_what, tags, add, outcome) => {
    expect(run(tagCase, shelf({ case: { tags } }), [{ ...act, add, remove: [] }, boris])).toEqual(outcome);
  });
});
