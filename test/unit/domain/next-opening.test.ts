import { weekCalendar } from '#domain/bot/week-calendar';
import { isOpenBy, nextOpeningBy } from '#domain/hours/calendar';
import { day, minute } from '#kernel/instant';
import { array, assert, integer, option, property, record, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';

const weekdays = { from: 9 * 60, to: 18 * 60 };
const moscow = { offset: 180, days: [weekdays, weekdays, weekdays, weekdays, weekdays, null, null] };
const at = (moment: string): number => Date.parse(`${moment}+03:00`);

describe('when somebody answers next', () => {
  test.each([
    ['in the middle of the day', '2026-05-13T12:00:00', '2026-05-13T12:00:00'],
    ['before the day begins', '2026-05-13T07:30:00', '2026-05-13T09:00:00'],
    ['in the evening', '2026-05-13T18:00:00', '2026-05-14T09:00:00'],
    ['on Friday evening', '2026-05-15T21:00:00', '2026-05-18T09:00:00'],
    ['shortly after midnight', '2026-05-14T00:10:00', '2026-05-14T09:00:00'],
  ])('%s', (_when, now, expected) => {
    expect(nextOpeningBy(weekCalendar(moscow), at(now))).toBe(at(expected));
  });

  test('a company that never opens says so', () => {
    expect(nextOpeningBy(weekCalendar({ offset: 0, days: [null, null, null, null, null, null, null] }), at('2026-05-13T12:00:00'))).toBeNull();
  });

  test('whatever the hours are, it is the first open minute from now on', () => {
    const hours = option(record({ from: integer({ min: 0, max: 1440 }), to: integer({ min: 0, max: 1440 }) }), { nil: null });
    const opening = record({ offset: integer({ min: -720, max: 840 }), days: array(hours, { minLength: 7, maxLength: 7 }) });
    assert(
      property(tuple(opening, integer({ min: 0, max: 14 * 24 * 60 })), ([plan, minutes]) => {
        const now = at('2026-01-01T00:00:00') + minutes * minute;
        let first: number | null = now;
        while (first !== null && !isOpenBy(weekCalendar(plan), first)) first = first > now + 8 * day ? null : first + minute;
        expect(nextOpeningBy(weekCalendar(plan), now)).toBe(first);
      }),
      { numRuns: 60 },
    );
  });
});
