import { id } from '#kernel/id';
import { beforeEach, describe, expect, it } from 'vitest';
import { forgetQueue, neighbour, setShown, successor, useQueue } from '../../../renderer/queue/queue-store';

const first = id('conversation', '1');
const second = id('conversation', '2');
const third = id('conversation', '3');
const fourth = id('conversation', '4');

describe('the keys for the next and the previous conversation', () => {
  beforeEach(() => forgetQueue());

  it('step through the list and stay at its ends', () => {
    setShown('queue ', [first, second]);
    expect(neighbour(null, 1)).toBe(first);
    expect(neighbour(first, 1)).toBe(second);
    expect(neighbour(second, 1)).toBe(second);
    expect(neighbour(first, -1)).toBe(first);
  });

  it('go on from where the open conversation stood when it was taken out of the list', () => {
    setShown('queue ', [first, second, third, fourth]);
    setShown('queue ', [first, second, fourth]);
    expect(neighbour(third, 1)).toBe(fourth);
    expect(neighbour(third, -1)).toBe(second);
    expect(successor(third)).toBe(fourth);
  });

  it('fall back to the end of the list when the last one left', () => {
    setShown('mine ', [first, second, third]);
    setShown('mine ', [first, second]);
    expect(neighbour(third, 1)).toBe(second);
    expect(successor(third)).toBe(second);
  });

  it('begin at the top of another list', () => {
    setShown('queue ', [first, second, third]);
    setShown('closed ', [fourth]);
    expect(neighbour(second, 1)).toBe(fourth);
  });

  it('know nothing of the list of the person before', () => {
    setShown('queue ', [first, second]);
    forgetQueue();
    expect(useQueue.getState().shown).toEqual([]);
    expect(neighbour(first, 1)).toBeNull();
  });
});
