import { describe, expect, it } from 'vitest';
import { keepSame } from '../../../renderer/kit/keep-same';

const row = (id: string, unread: number) => ({ conversation: { id, unread, clock: { state: 'running' } }, draft: null });

describe('an answer that came again', () => {
  it('is the former one where nothing differs', () => {
    const former = { rows: [row('con_1', 0), row('con_2', 1)], more: false };
    expect(keepSame(former, structuredClone(former))).toBe(former);
  });

  it('keeps the rows that did not change, also when they moved', () => {
    const former = { rows: [row('con_1', 0), row('con_2', 1)], more: false };
    const next = keepSame(former, { rows: [row('con_3', 1), row('con_2', 1), row('con_1', 2)], more: false });
    expect(next).not.toBe(former);
    expect(next.rows[1]).toBe(former.rows[1]);
    expect(next.rows[2]).not.toBe(former.rows[0]);
    expect(next.rows[2]?.conversation.clock).toBe(former.rows[0]?.conversation.clock);
    expect(next).toEqual({ rows: [row('con_3', 1), row('con_2', 1), row('con_1', 2)], more: false });
  });

  it('notices what is gone, what is new and what became null', () => {
    expect(keepSame<unknown>([1, 2, 3], [1, 2])).toEqual([1, 2]);
    expect(keepSame<unknown>({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
    expect(keepSame<unknown>({ a: 1 }, { a: null })).toEqual({ a: null });
    expect(keepSame<unknown>(null, { a: 1 })).toEqual({ a: 1 });
    expect(keepSame<unknown>({ a: 1 }, null)).toBeNull();
  });
});
