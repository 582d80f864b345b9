import { id } from '#kernel/id';
import { beforeEach, expect, test } from 'vitest';
import { chooseView, forgetQueue, listName, markAll, markUpTo, setShown, targets, toggleMark, useQueue } from '../../../renderer/queue/queue-store';

const a = id('conversation', 'a');
const b = id('conversation', 'b');
const c = id('conversation', 'c');
const d = id('conversation', 'd');
const list = listName('queue', '');

beforeEach(() => {
  forgetQueue();
  chooseView('queue');
  setShown(list, [a, b, c, d]);
});

test('marks go from one row to another, in either direction, and are done to in the order shown', () => {
  toggleMark(c);
  markUpTo(a);
  expect(targets(d)).toEqual([a, b, c]);
  markUpTo(d);
  expect(targets(null)).toEqual([c, d]);
});

test('marks survive new rows, and a row that left the list is marked no more', () => {
  toggleMark(b);
  toggleMark(d);
  setShown(list, [id('conversation', 'new'), a, b, c, d]);
  expect(targets(null)).toEqual([b, d]);
  setShown(list, [a, d]);
  expect([targets(null), useQueue.getState().marked.size]).toEqual([[d], 1]);
});

test('all are marked, and once more none; another view begins without marks', () => {
  markAll();
  expect(targets(null)).toEqual([a, b, c, d]);
  markAll();
  expect(targets(a)).toEqual([a]);
  toggleMark(a);
  chooseView('mine');
  expect(targets(null)).toEqual([]);
});
