import { id, type MessageId } from '#kernel/id';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { seenMarks } from '../../../src/widget/seen-marks';

const answers = Array.from({ length: 60 }, (_, n) => id('message', `m${n}`));
let told: [string, readonly MessageId[]][];

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
});
afterEach(() => {
  vi.useRealTimers();
});

describe('marks of what a visitor saw', () => {
  const open = () => seenMarks((state, messages) => told.push([state, messages]));
  const [first = id('message', 'none'), ...later] = answers;

  test('the first is told at once, a crowd of them together and each once', () => {
    const marks = open();
    marks.mark('read', [first]);
    expect(told).toEqual([['read', [first]]]);
    for (const [place] of later.entries()) marks.mark('read', [first, ...later.slice(0, place + 1)]);
    expect(told).toHaveLength(1);
    vi.advanceTimersByTime(1000);
    expect(told.length).toBeLessThanOrEqual(3);
    expect(told.flatMap(([, messages]) => messages)).toEqual(answers);
  });

  test('what was looked at is not told as delivered any more', () => {
    const marks = open();
    marks.mark('delivered', [first]);
    marks.mark('read', [first]);
    vi.advanceTimersByTime(1000);
    marks.mark('delivered', [first]);
    vi.advanceTimersByTime(1000);
    expect(told.map(([state]) => state)).toEqual(['delivered', 'read']);
  });

  test('a new connection is told again', () => {
    const marks = open();
    marks.mark('read', [first]);
    marks.forget();
    marks.mark('read', [first]);
    vi.advanceTimersByTime(1000);
    expect(told).toEqual([['read', [first]], ['read', [first]]]);
  });
});
