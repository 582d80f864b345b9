import { Clock } from '#desk/clock';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const start = Date.UTC(2026, 0, 10, 9);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  vi.setSystemTime(start);
});

afterEach(() => {
  vi.useRealTimers();
});

test('before the server said anything the wall clock is a hint, and is not trusted', () => {
  const clock = new Clock();
  expect([clock.now(), clock.isTrusted()]).toEqual([start, false]);
});

test('what an earlier run knew is better than the wall clock, and still not trusted', () => {
  const clock = new Clock();
  clock.resume(5000);
  expect([clock.now(), clock.offset(), clock.isTrusted()]).toEqual([start + 5000, 5000, false]);
});

test("the server's word counts, and the steady clock after it", () => {
  const clock = new Clock();
  clock.heard(start + 60_000);
  vi.advanceTimersByTime(1000);
  expect([clock.now(), clock.offset(), clock.isTrusted()]).toEqual([start + 61_000, 60_000, true]);
});

test('a wall clock that somebody set does not move the countdowns, but they are marked until the server speaks again', () => {
  const clock = new Clock();
  clock.heard(start);
  vi.setSystemTime(start + 3_600_000);
  expect([clock.now(), clock.isTrusted()]).toEqual([start, false]);
  clock.heard(start);
  expect(clock.isTrusted()).toBe(true);
});
