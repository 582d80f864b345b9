import { dayOf, readDay } from '#domain/search/day';
import { excerptOf } from '#domain/search/excerpt';
import { readFor } from '#domain/search/marks';
import { readQuery } from '#domain/search/query';
import { meanings } from '#domain/search/spelling';
import { indexed, tokensOf } from '#domain/search/words';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { processorTime } from '../../support/processor-time';

const today = dayOf(2026, 11, 22);
const filtersOf = (text: string) => readQuery(text, today).filters;
const answers = (text: string, asked: string): boolean => readQuery(asked, today).terms.every((term) => readFor(text, [term]).marks.length > 0);

describe('a question', () => {
  test('has filters in both languages, whichever the desk speaks', () => {
    expect(filtersOf('от:иванов from:"Анна Орлова" кому:«склад»')).toMatchObject({ from: ['иванов', 'анна орлова'], to: ['склад'] });
    expect(filtersOf('канал:почта channel:chat')).toMatchObject({ channels: ['email', 'chat'] });
    expect(filtersOf('до:2026-11-01 after:1.10')).toMatchObject({ before: dayOf(2026, 11, 1), after: dayOf(2026, 10, 1) });
    expect(filtersOf('это:мои is:closed has:file')).toMatchObject({ is: ['mine', 'closed'], hasFile: true });
    expect(filtersOf('обращение:А-1187 case:12')).toMatchObject({ cases: [1187, 12] });
    expect(filtersOf('#Доставка #vip')).toMatchObject({ tags: ['доставка', 'vip'] });
  });

  test('looks for the words of a filter that it does not know', () => {
    const { terms, filters } = readQuery('цвет:синий is:синий http://shop.example', today);
    expect(terms).toHaveLength(3);
    expect(filters).toMatchObject({ from: [], is: [] });
  });

  test('is not narrowed by a filter that is still being typed', () => {
    expect(readQuery('возврат from:', today)).toMatchObject({ terms: [{ typed: 'возврат' }], filters: { from: [] } });
  });

  test.each([['1187', [1187]], ['№1187', [1187]], ['А-1187', [1187]], ['а-1187', [1187]], ['a-1187', [1187]], ['1187 возврат', []], ['возврат', []]])('%s names the cases %j', (text, numbers) => {
    expect(readQuery(text, today).numbers).toEqual(numbers);
  });

  test('may be any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const { terms } = readQuery(text, today);
      expect(terms.length).toBeLessThanOrEqual(8);
      for (const { ways } of terms) for (const { words } of ways) expect(words.join(' ')).toMatch(/^[\p{L}\p{N} ]+$/u);
    }));
  });
});

test.each([['2026-11-05', [2026, 11, 5]], ['05.11.2026', [2026, 11, 5]], ['5.11', [2026, 11, 5]], ['5.12', [2025, 12, 5]], ['2026-10', [2026, 10, 1]], ['2025', [2025, 1, 1]], ['вчера', [2026, 11, 21]], ['today', [2026, 11, 22]], ['7д', [2026, 11, 15]], ['2w', [2026, 11, 8]]] as const)('%s is a day', (text, [year, month, date]) => {
  expect(readDay(text, today)).toBe(dayOf(year, month, date));
});

test.each(['31.02.2026', '2026-13-01', 'скоро', '', '99д9', '0.0'])('%j is no day', (text) => {
  expect(readDay(text, today)).toBeNull();
});

test.each([
  ['Мой телефон 8 (916) 123-45-67', '+79161234567'],
  ['Мой телефон +7 916 123 45 67', '8-916-123-45-67'],
  ['tel. 9161234567', '8 (916) 123-45-67'],
  ['Заказ А-1187 не пришёл', 'a-1187'],
  ['Заказ a1187 не пришёл', 'А-1187'],
  ['Договор ORD-2024-00123', 'ord 2024 00123'],
  ['Артикул 12 345 678', '12345678'],
  ['Ёлку привезли', 'елка'],
  ['Café de Flore', 'cafe'],
])('%j answers %j', (text, asked) => {
  expect(answers(text, asked)).toBe(true);
});

test('the other number is another number', () => {
  expect(answers('Мой телефон 8 (916) 123-45-67', '+79161234568')).toBe(false);
  expect(answers('Заказ А-1187', 'А-1188')).toBe(false);
});

test('a word may have been meant otherwise by one letter, or by the other layout', () => {
  expect(meanings('вазврат', 7)).toContain('возврат');
  expect(meanings('возврт', 6)).toContain('возврат');
  expect(meanings('ghbdtn', 6)).toContain('привет');
  expect(meanings('руддщ', 5)).toContain('hello');
  expect(meanings('кот', 3)).not.toContain('код');
});

test('of what a word may have been meant as, only what no known stem can be is left out where none begins with all of its letters', () => {
  const word = fc.string({ unit: fc.constantFrom('в', 'о', 'з', 'а', 'р', 'т', 'ы', 'м', 'и'), minLength: 4, maxLength: 10 });
  fc.assert(fc.property(word, fc.array(word, { maxLength: 30 }), (typed, words) => {
    const all = meanings(typed, typed.length);
    const known = new Set([...words.flatMap((one) => tokensOf(one).flatMap(({ forms }) => forms)), ...all.slice(0, 3)]);
    const longest = Math.max(0, ...[...typed].map((_, place) => place + 1).filter((length) => [...known].some((stem) => stem.startsWith(typed.slice(0, length)))));
    expect(meanings(typed, longest).filter((stem) => known.has(stem))).toEqual(all.filter((stem) => known.has(stem)));
  }));
});

test('what is shown of a long text has the words in it, whole and marked', () => {
  const text = `${'вода '.repeat(200)}\nгде мой заказ?\n${'вода '.repeat(200)}`;
  const { text: shown, marks } = excerptOf(text, readFor(text, readQuery('заказ', today).terms).marks, 120);
  expect(marks.map(([from, to]) => shown.slice(from, to))).toEqual(['заказ']);
  expect(shown.length).toBeLessThan(130);
  expect(shown).not.toContain('\n');
});

test('a piece of any text stands within it, with whole letters and its marks in place', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }), fc.nat(8), (text, word) => {
    const token = tokensOf(text)[word];
    const marks = token === undefined ? [] : [[token.from, token.to] as const];
    const { text: shown, marks: kept } = excerptOf(text, marks, 60);
    expect(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text) || !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(shown)).toBe(true);
    for (const [, to] of kept) expect(to).toBeLessThanOrEqual(shown.length);
  }));
});

test('a text is indexed within its bounds, whatever it says', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
    expect(indexed(text)).toMatch(/^[\p{L}\p{N} ]*$/u);
  }));
  expect(processorTime(() => indexed('1-'.repeat(50_000) + 'a-'.repeat(50_000) + '8 '.repeat(50_000)))).toBeLessThan(5000);
});

test('a text that has each word of a question thousands of times is read at once, and words that stand together still count for more', () => {
  const asked = readQuery('заказ номер', today).terms;
  const flood = `${'заказ\n'.repeat(20_000)}\n${'номер\n'.repeat(20_000)}`;
  expect(processorTime(() => readFor(flood, asked))).toBeLessThan(2000);
  expect(readFor(`${flood}заказ номер`, asked).weight).toBeGreaterThan(readFor(flood, asked).weight);
});
