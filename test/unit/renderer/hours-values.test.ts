import type { TeamHours } from '#domain/hours/team-hours';
import { describe, expect, test } from 'vitest';
import { dayFaults, hoursValues, typedHours, usualDay, type HoursValues } from '../../../renderer/settings/hours-values';

const nine = { from: 540, to: 1080 };
const hours: TeamHours = { zone: 'Europe/Moscow', days: [nine, nine, nine, nine, nine, { from: 600, to: 1440 }, null], exceptions: [{ date: '2026-12-31', open: { from: 545, to: 840 } }] };

function changed(change: Partial<HoursValues>): HoursValues {
  return { ...hoursValues(hours, 'UTC'), ...change };
}

describe('the form of a team’s hours', () => {
  test('shows what is kept, and gives it back as it was', () => {
    const values = hoursValues(hours, 'UTC');
    expect([values.days[0]?.from, values.days[5]?.until, values.dates[0]?.from]).toEqual(['9:00', '24:00', '9:05']);
    expect(typedHours(values)).toEqual(hours);
  });

  test('begins with a working week by the clock of this computer, and around the clock means no hours', () => {
    const values = hoursValues(null, 'Asia/Omsk');
    expect(typedHours(values)).toBeNull();
    expect(typedHours({ ...values, isSet: true })).toEqual({ zone: 'Asia/Omsk', days: [nine, nine, nine, nine, nine, null, null], exceptions: [] });
  });

  test.each([
    ['9', '18', null, null],
    ['09:00', '0:00', null, null],
    ['9.30', '24:00', null, null],
    ['nine', '18:00', 'hours.timeWrong', null],
    ['9:75', '25:00', 'hours.timeWrong', 'hours.timeWrong'],
    ['18:00', '9:00', null, 'hours.orderWrong'],
    ['', '', 'hours.timeWrong', 'hours.timeWrong'],
  ])('from %j until %j: %s, %s', (from, until, first, second) => {
    expect(dayFaults({ isOpen: true, from, until })).toEqual({ from: first, until: second });
  });

  test('is not saved with a wrong time, a wrong zone, or a date twice; what is closed may say anything', () => {
    expect(typedHours(changed({ days: [{ ...usualDay, from: '?' }] }))).toBeUndefined();
    expect(typedHours(changed({ zone: 'Moscow' }))).toBeUndefined();
    const date = { ...usualDay, date: '2026-05-09' };
    expect(typedHours(changed({ dates: [{ ...date, key: 'a' }, { ...date, key: 'b' }] }))).toBeUndefined();
    expect(typedHours(changed({ dates: [{ ...date, key: 'a', date: '' }] }))).toBeUndefined();
    expect(typedHours(changed({ dates: [{ ...date, key: 'a', isOpen: false, from: '?' }] }))).toMatchObject({ exceptions: [{ date: '2026-05-09', open: null }] });
  });
});
