import { isOpenBy, nextOpeningBy } from '#domain/hours/calendar';
import { calendarOf, isDate, isZone, type TeamHours } from '#domain/hours/team-hours';
import { describe, expect, test } from 'vitest';

const nine = { from: 9 * 60, to: 18 * 60 };
const weekdays: TeamHours = { zone: 'Europe/Moscow', days: [nine, nine, nine, nine, nine, null, null], exceptions: [] };
const at = (text: string): number => Date.parse(`${text}Z`);

describe('the hours of a team', () => {
  test.each([
    // Wednesday 13 May 2026; Moscow is three hours ahead of UTC.
    ['2026-05-13T06:00:00', '2026-05-13T06:00:00'],
    ['2026-05-13T05:59:00', '2026-05-13T06:00:00'],
    ['2026-05-13T15:00:00', '2026-05-14T06:00:00'],
    ['2026-05-15T15:00:00', '2026-05-18T06:00:00'],
  ])('at %s somebody is there at %s', (now, opening) => {
    expect(nextOpeningBy(calendarOf(weekdays), at(now))).toBe(at(opening));
  });

  test('single dates differ: a holiday is passed over, and an open Saturday counts', () => {
    const hours = calendarOf({ ...weekdays, exceptions: [{ date: '2026-05-14', open: null }, { date: '2026-05-16', open: { from: 600, to: 840 } }] });
    expect(nextOpeningBy(hours, at('2026-05-13T16:00:00'))).toBe(at('2026-05-15T06:00:00'));
    expect(nextOpeningBy(hours, at('2026-05-15T16:00:00'))).toBe(at('2026-05-16T07:00:00'));
    expect(isOpenBy(hours, at('2026-05-16T10:59:00'))).toBe(true);
    expect(isOpenBy(hours, at('2026-05-16T11:00:00'))).toBe(false);
  });

  test('nine o’clock stays nine o’clock when the clocks are moved', () => {
    const berlin = calendarOf({ ...weekdays, zone: 'Europe/Berlin', days: weekdays.days.map(() => nine) });
    expect(nextOpeningBy(berlin, at('2026-03-28T20:00:00'))).toBe(at('2026-03-29T07:00:00'));
    expect(nextOpeningBy(berlin, at('2026-10-24T20:00:00'))).toBe(at('2026-10-25T08:00:00'));
    expect(isOpenBy(calendarOf({ ...weekdays, zone: 'Asia/Kolkata' }), at('2026-05-13T03:30:00'))).toBe(true);
  });

  test('who is never there has no next opening', () => {
    expect(nextOpeningBy(calendarOf({ ...weekdays, days: weekdays.days.map(() => null) }), at('2026-05-13T06:00:00'))).toBeNull();
  });

  test('knows what is a date and what is a zone', () => {
    expect(['2026-02-28', '2026-02-30', '2026-2-1', '', '0'].map(isDate)).toEqual([true, false, false, false, false]);
    expect(['Asia/Yekaterinburg', 'UTC', 'Mars/Base', ''].map(isZone)).toEqual([true, true, false, false]);
  });
});
