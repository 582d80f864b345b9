import { limits } from '#contract/limits';
import { id } from '#kernel/id';
import { describe, expect, it } from 'vitest';
import { arrivedWindow, beginWindow, heldOf, newerWindow, olderWindow, roomierWindow } from '../../../renderer/conversation/message-window';

const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, place) => id('message', String(from + place)));
const { messagePage: page, shownMessages: most } = limits;

describe('the window on a long conversation', () => {
  it('begins with the newest page, and grows by pages of older messages until it is full', () => {
    let window = beginWindow(null);
    expect(window).toEqual({ limit: page });
    for (let count = page; count + page <= most; count += page) {
      window = olderWindow(window, heldOf(ids(10_000 - count, 10_000)));
      expect(window).toEqual({ limit: count + page });
    }
  });

  it('lets go of a page at one end for a page at the other once it is full', () => {
    const held = heldOf(ids(1000, 1000 + most));
    expect(olderWindow({ limit: most }, held)).toEqual({ limit: most, edge: { message: id('message', String(999 + most - page)), side: 'until' } });
    expect(newerWindow({ limit: most }, held)).toEqual({ limit: most, edge: { message: id('message', String(1000 + page)), side: 'from' } });
  });

  it('begins with a sought message that is far from the end, and with the newest page where it is near', () => {
    const sought = { id: id('message', 'sought'), place: 7000 };
    expect(beginWindow(sought)).toEqual({ limit: page, edge: { message: sought.id, side: 'from' } });
    expect(beginWindow({ ...sought, place: 60 })).toEqual({ limit: 2 * page });
  });

  it('keeps what it shows, and follows the end, when it has come there', () => {
    expect(arrivedWindow(heldOf(ids(0, 210)))).toEqual({ limit: 210 });
    expect(arrivedWindow(null)).toEqual({ limit: page });
  });

  it('stays where it is while nothing is held', () => {
    expect(olderWindow({ limit: page }, heldOf([]))).toEqual({ limit: page });
    expect(newerWindow({ limit: page }, heldOf([]))).toEqual({ limit: page });
  });

  it('makes room for a conversation that is held whole before its first message has to go, up to what a window may hold', () => {
    expect(roomierWindow({ limit: page }, heldOf(ids(0, page - 20)))).toBeNull();
    expect(roomierWindow({ limit: page }, heldOf(ids(0, page - 5)))).toEqual({ limit: 2 * page });
    expect(roomierWindow({ limit: most - 1 }, heldOf(ids(0, most - 5)))).toEqual({ limit: most });
    expect(roomierWindow({ limit: most }, heldOf(ids(0, most)))).toBeNull();
  });
});
