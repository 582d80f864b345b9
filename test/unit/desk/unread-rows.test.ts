import { UnreadRows } from '#desk/replica/unread-rows';
import { minute, second } from '#kernel/instant';
import { expect, test } from 'vitest';

test('a desk whose rows did not parse asked for them at full speed for ever: it says so once, and asks more and more seldom until something can be read', () => {
  const unread = new UnreadRows();
  const told = Array.from({ length: 10 }, () => ({ says: unread.failed(), pause: unread.pause }));
  expect(told.map(({ says }) => says).filter(Boolean)).toHaveLength(1);
  expect(told.map(({ pause }) => pause / second).slice(0, 5)).toEqual([3, 3, 24, 48, 96]);
  expect(told.at(-1)?.pause).toBe(5 * minute);
  unread.wrote();
  expect(unread.pause).toBe(3 * second);
});
