import { second, type Duration } from '#kernel/instant';

const first: Duration = second / 4;
const ceiling: Duration = 20 * second;

/**
 * How long to wait before try number `attempts` (1 is the first retry). `dice` is a random number in [0, 1):
 * full jitter over the upper half, so that a thousand desks do not return in the same moment.
 */
export function backoff(attempts: number, dice: number): Duration {
  const most = Math.min(ceiling, first * 2 ** Math.min(attempts - 1, 20));
  return most / 2 + (most / 2) * dice;
}
