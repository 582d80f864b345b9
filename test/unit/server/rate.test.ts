import { RateLimiter } from '#server/rate';
import { createTurns, LineTooLongError } from '#server/turns';
import { expect, test } from 'vitest';

test('a caller may burst and then goes on at the rate; another caller is not held back', () => {
  const limiter = new RateLimiter({ burst: 2, perSecond: 1 });
  expect([0, 0, 0, 500, 1000, 1000].map((now) => limiter.allows('one', now))).toEqual([true, true, false, false, true, false]);
  expect(limiter.allows('other', 1000)).toBe(true);
});

test('as many run at once as have a turn; the rest follow in order; the line has an end', async () => {
  const turns = createTurns({ atOnce: 1, waiting: 2 });
  const first = await turns.take();
  const order: string[] = [];
  const second = turns.take().then((giveBack) => (order.push('second'), giveBack));
  const third = turns.take().then((giveBack) => (order.push('third'), giveBack));
  await expect(turns.take()).rejects.toThrow(LineTooLongError);
  first();
  (await second)();
  (await third)();
  expect(order).toEqual(['second', 'third']);
  (await turns.take())();
});
