import { day, hour, minute } from '#kernel/instant';
import { describe, expect, test } from 'vitest';
import { readMoment, snoozePresets } from '../../../renderer/queue/snooze-time';

/** A Thursday, by the clock on the wall wherever the test runs. */
const now = new Date(2026, 4, 14, 14, 30).getTime();
const on = (days: number, hours: number, minutes = 0): number => new Date(2026, 4, 14 + days, hours, minutes).getTime();

describe('a moment is read as people write it', () => {
  test.each([
    ['через 2 часа', now + 2 * hour],
    ['Через полчаса', now + 30 * minute],
    ['через час', now + hour],
    ['через 3 дня', now + 3 * day],
    ['через неделю', now + 7 * day],
    ['2ч', now + 2 * hour],
    ['40 минут', now + 40 * minute],
    ['1.5 часа', now + 90 * minute],
    ['in 2 hours', now + 2 * hour],
    ['in 30 min', now + 30 * minute],
    ['3d', now + 3 * day],
    ['завтра', on(1, 9)],
    ['завтра 9:00', on(1, 9)],
    ['завтра в 10', on(1, 10)],
    ['завтра вечером', on(1, 18)],
    ['послезавтра в 11.30', on(2, 11, 30)],
    ['сегодня 18:00', on(0, 18)],
    ['tomorrow 9am', on(1, 9)],
    ['tomorrow at 6 pm', on(1, 18)],
    ['tonight', on(0, 20)],
    ['в понедельник', on(4, 9)],
    ['пн 10:15', on(4, 10, 15)],
    ['monday 9:00', on(4, 9)],
    ['next friday', on(1, 9)],
    ['четверг', on(7, 9)],
    ['15.12', new Date(2026, 11, 15, 9).getTime()],
    ['15.12.2026 10:00', new Date(2026, 11, 15, 10).getTime()],
    ['15 декабря в 10:00', new Date(2026, 11, 15, 10).getTime()],
    ['dec 15', new Date(2026, 11, 15, 9).getTime()],
    ['3 мая', new Date(2027, 4, 3, 9).getTime()],
    ['2026-06-01', new Date(2026, 5, 1, 9).getTime()],
    ['18:00', on(0, 18)],
    ['9:00', on(1, 9)],
  ])('%s', (text, moment) => {
    expect(readMoment(text, now)).toBe(moment);
  });

  test.each(['', 'скоро', 'вчера', 'сегодня 9:00', '31.02', '25:00', 'через 2 кита', 'завтра кит', '14.05.2026 10:00', '2026-02-30', 'час', '13pm'])('and %j is none', (text) => {
    expect(readMoment(text, now)).toBeNull();
  });
});

test('presets lie ahead, soonest first, and the evening is offered while it is far enough', () => {
  const presets = snoozePresets(now);
  expect(presets.map(({ preset }) => preset)).toEqual(['hour', 'hours', 'evening', 'tomorrow', 'monday', 'week']);
  expect(presets.map(({ until }) => until)).toEqual([now + hour, now + 2 * hour, on(0, 18), on(1, 9), on(4, 9), on(7, 9)]);
  expect(snoozePresets(on(3, 20)).map(({ preset }) => preset)).toEqual(['hour', 'hours', 'tomorrow', 'week']);
  expect(snoozePresets(on(0, 16)).some(({ preset }) => preset === 'evening')).toBe(false);
  expect(snoozePresets(on(4, 8)).find(({ preset }) => preset === 'monday')?.until).toBe(on(11, 9));
});
