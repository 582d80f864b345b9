import { describe, expect, test } from 'vitest';
import { nextSeen, steadyPlace, type Seen } from '../../../renderer/queue/steady-place';

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

test('two letters that came within one frame moved the list by a row: of the first move it had not heard yet', () => {
  const begun: Seen = { list: 'all', rows: ['a', 'b', 'c', 'd'], first: 2, beyond: 10, movedAt: null };
  const told = (before: Seen, rows: readonly string[]) => nextSeen(before, { list: 'all', rows, first: 2, beyond: 10 }, 178);
  const once = told(begun, ['x', 'a', 'b', 'c', 'd']);
  expect(once).toMatchObject({ isMoved: true, seen: { first: 3, beyond: 10 } });
  const drawnAgain = told(once.seen, ['x', 'a', 'b', 'c', 'd']);
  expect(drawnAgain).toMatchObject({ isMoved: false, seen: { first: 3, beyond: 10 } });
  const twice = told(drawnAgain.seen, ['y', 'x', 'a', 'b', 'c', 'd']);
  expect(twice).toMatchObject({ isMoved: true, seen: { first: 4, beyond: 10 } });
  const heard = nextSeen(twice.seen, { list: 'all', rows: twice.seen.rows, first: 4, beyond: 0 }, 336);
  expect(heard).toMatchObject({ isMoved: false, seen: { first: 4, beyond: 0, movedAt: null } });
});
