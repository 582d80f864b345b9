import { FanOut } from '#server/sync/fan-out';
import type { LogRun } from '#server/sync/log';
import { encodeEntry } from '#server/sync/log-piece';
import { id } from '#kernel/id';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const tenant = id('tenant', 'a');

let clock = 0;

beforeEach(() => {
  clock = 0;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function run(from: number, text = ''): LogRun {
  return { tenant, from, to: from + 1, entries: [encodeEntry({ seq: from + 1, parts: { org: [['teams', 'remove', `tea_${text}`]] } })] };
}

/** Many desks: telling them takes `milliseconds`. */
function crowd(milliseconds: number): { readonly fanOut: FanOut; readonly told: [from: number, to: number, entries: number][] } {
  const told: [number, number, number][] = [];
  const fanOut = new FanOut(({ from, to, entries }) => {
    told.push([from, to, entries.length]);
    clock += milliseconds;
  });
  return { fanOut, told };
}

test('a few desks hear each change at once', () => {
  const { fanOut, told } = crowd(0.1);
  for (let from = 0; from < 3; from += 1) fanOut.logged(run(from));
  expect(told).toEqual([[0, 1, 1], [1, 2, 1], [2, 3, 1]]);
});

test('where telling takes long, what is logged during the rest travels in one piece, without a gap', () => {
  const { fanOut, told } = crowd(5);
  for (let from = 0; from < 4; from += 1) fanOut.logged(run(from));
  expect(told).toEqual([[0, 1, 1]]);
  vi.advanceTimersByTime(10);
  expect(told).toEqual([[0, 1, 1], [1, 4, 3]]);
  vi.advanceTimersByTime(1000);
  fanOut.logged(run(4));
  expect(told.at(-1)).toEqual([4, 5, 1]);
});

test('whoever looks where the log stands is told of everything before', () => {
  const { fanOut, told } = crowd(5);
  for (let from = 0; from < 3; from += 1) fanOut.logged(run(from));
  fanOut.tellAll();
  expect(told).toEqual([[0, 1, 1], [1, 3, 2]]);
});

test('what does not fit into one frame is told in two', () => {
  const { fanOut, told } = crowd(5);
  for (let from = 0; from < 3; from += 1) fanOut.logged(run(from, 'x'.repeat(300_000)));
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([[0, 1, 1], [1, 2, 1], [2, 3, 1]]);
});
