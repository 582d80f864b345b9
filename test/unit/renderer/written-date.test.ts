import { describe, expect, test } from 'vitest';
import { isKeptDate, onDay, readDate, writtenDate } from '../../../renderer/text/written-date';

describe('a date in a field', () => {
  test('stands as the language writes it, and what is none as it was typed', () => {
    expect([writtenDate('2026-12-31', 'ru'), writtenDate('2026-12-31T14:05', 'ru')]).toEqual(['31.12.2026', '31.12.2026 14:05']);
    expect([writtenDate('2026-02-03', 'en'), writtenDate('2026-02-03T09:00', 'en')]).toEqual(['03/02/2026', '03/02/2026 09:00']);
    expect(['', 'завтра', '2026-02-30', '2026-02-03T24:00', '2026-02-03T'].map((value) => writtenDate(value, 'ru'))).toEqual(['', 'завтра', '2026-02-30', '2026-02-03T24:00', '2026-02-03T']);
  });

  test.each([['31.12.2026', '2026-12-31'], ['3.2.26', '2026-02-03'], ['03/02/2026', '2026-02-03'], ['3-2-2026', '2026-02-03'], [' 3 2 2026 ', '2026-02-03'], ['2026-02-03', '2026-02-03'], ['29.02.2028', '2028-02-29']])('is read from %j', (typed, kept) => {
    expect(readDate(typed, 'day')).toBe(kept);
  });

  test.each(['', '31', '31.12', '12/31/2026', '31.02.2026', '29.02.2026', '0.1.2026', '1.13.2026', '31.12.202', '31.12.2026 14:05', 'завтра', '31.12.2026г'])('is not read from %j', (typed) => {
    expect(readDate(typed, 'day')).toBeNull();
  });

  test.each([['31.12.2026 14:05', '2026-12-31T14:05'], ['31/12/2026, 9:05', '2026-12-31T09:05'], ['3.2.26  9.05', '2026-02-03T09:05'], ['2026-12-31T14:05', '2026-12-31T14:05'], ['3 2 2026 0:00', '2026-02-03T00:00']])('and a time are read from %j', (typed, kept) => {
    expect(readDate(typed, 'moment')).toBe(kept);
  });

  test.each(['', '31.12.2026', '31.12.2026 24:00', '31.12.2026 14:60', '31.02.2026 14:05', '14:05', '31.12.2026 14'])('and a time are not read from %j', (typed) => {
    expect(readDate(typed, 'moment')).toBeNull();
  });

  test('is read again from what is shown, in both languages', () => {
    for (const language of ['ru', 'en'] as const) {
      expect(readDate(writtenDate('2026-02-03', language), 'day')).toBe('2026-02-03');
      expect(readDate(writtenDate('2026-02-03T09:05', language), 'moment')).toBe('2026-02-03T09:05');
    }
  });

  test('that is picked keeps the time that stood there', () => {
    expect([onDay('2026-12-31T14:05', '2027-01-02', 'moment'), onDay('завтра', '2027-01-02', 'moment'), onDay('2026-12-31', '2027-01-02', 'day')]).toEqual(['2027-01-02T14:05', '2027-01-02T09:00', '2027-01-02']);
  });

  test('is of the kind that the field keeps', () => {
    expect([isKeptDate('2026-12-31', 'day'), isKeptDate('2026-12-31', 'moment'), isKeptDate('2026-12-31T14:05', 'day'), isKeptDate('2026-12-31T14:05', 'moment'), isKeptDate('2026-12-31T14:05T', 'moment')]).toEqual([true, false, false, true, false]);
  });
});
