import { describe, expect, test } from 'vitest';
import { steadyPlace } from '../../../renderer/queue/steady-place';

describe('the row that is looked at', () => {
  const rows = ['a', 'b', 'c', 'd', 'e'];

  test.each([
    ['moves down with those that come above it', { rows, first: 2 }, ['x', 'y', ...rows], 4],
    ['moves up when one above it leaves', { rows, first: 2 }, ['b', 'c', 'd', 'e'], 1],
    ['stays where nothing moved', { rows, first: 2 }, rows, null],
    ['stays while rows come below it', { rows, first: 1 }, [...rows, 'f'], null],
    ['gives its place to the next one when it leaves itself', { rows, first: 2 }, ['x', 'a', 'b', 'd', 'e'], null],
    ['is not looked for in a list that has nothing of the former one', { rows, first: 2 }, ['x', 'y'], null],
  ])('%s', (_what, before, now, place) => {
    expect(steadyPlace(before, now)).toBe(place);
  });
});
