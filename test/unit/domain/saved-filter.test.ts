import { filterBounds, moveFilter, removeFilter, saveFilter, type FilterConditions, type SavedFilter } from '#domain/conversation/saved-filter';
import type { Put } from '#domain/tables';
import { describe, expect, test } from 'vitest';
import { after, anna, boris, run } from './shop';

const conditions: FilterConditions = { view: 'all', kinds: [], queues: [], priorities: ['urgent'], tags: ['#Возврат', 'возврат'], text: '  late ', sort: null };
const filter = (id: string): SavedFilter => ({ id, name: `Filter ${id}`, conditions: { ...conditions, tags: [], text: '' } });
const kept = (list: readonly SavedFilter[]): Put[] => [{ op: 'put', table: 'filters', row: { id: anna.person, list, version: 2 } }];
const own = { person: anna.person } as const;
const names = (list: readonly SavedFilter[] | undefined): string => (list ?? []).map(({ id }) => id).join('');

describe('the filters of a person', () => {
  test('begin with the first one, in one spelling of its tags and words', () => {
    const row = after(run(saveFilter, [], [{ ...own, filter: { id: 'a', name: ' Returns\n', conditions } }, anna])).filters;
    expect(row).toEqual({ id: anna.person, list: [{ id: 'a', name: 'Returns', conditions: { ...conditions, tags: ['возврат'], text: 'late' } }], version: 0 });
  });

  test('are renamed where they stand, moved, and removed', () => {
    const three = kept([filter('a'), filter('b'), filter('c')]);
    expect(after(run(saveFilter, three, [{ ...own, filter: { ...filter('b'), name: 'New' } }, anna])).filters?.list.map(({ name }) => name)).toEqual(['Filter a', 'New', 'Filter c']);
    expect(names(after(run(moveFilter, three, [{ ...own, filter: 'a', to: 1 }, anna])).filters?.list)).toBe('bac');
    expect(names(after(run(moveFilter, three, [{ ...own, filter: 'a', to: 99 }, anna])).filters?.list)).toBe('bca');
    expect(names(after(run(removeFilter, three, [{ ...own, filter: 'b' }, anna])).filters?.list)).toBe('ac');
    expect(run(removeFilter, three, [{ ...own, filter: 'gone' }, anna])).toEqual({ ok: true, value: [] });
  });

  test.each([
    ['somebody else\'s', kept([]), boris, filter('a'), 'access.denied'],
    ['without a name', kept([]), anna, { ...filter('a'), name: ' \n ' }, 'filter.unnamed'],
    ['beyond thirty', kept(Array.from({ length: filterBounds.most }, (_, index) => filter(String(index)))), anna, filter('more'), 'filter.tooMany'],
  ] as const)('%s are refused', (_what, rows, actor, saved, code) => {
    expect(run(saveFilter, rows, [{ ...own, filter: saved }, actor])).toEqual({ ok: false, code });
  });
});
