import type { ShownMessage } from '#contract/requests';
import { hour, minute } from '#kernel/instant';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../renderer/conversation/message-lines';

const midnight = 24 * hour;
const startOfDay = (at: number): number => Math.floor(at / midnight) * midnight;

function said(id: string, at: number, author: 'cus_1' | 'cus_2' = 'cus_1'): ShownMessage {
  const part = { kind: 'inbound', author, authorName: '' } as const;
  return { waiting: false, uploaded: null, held: null, row: { id: `msg_${id}`, conversation: 'con_1', team: 'tea_1', at, part, text: id, html: null, attachments: [], version: 1 } };
}

describe('the lines of a conversation', () => {
  it('begin each day with its name', () => {
    const kinds = linesOf([said('a', hour), said('b', 2 * hour), said('c', 25 * hour)], startOfDay).map((line) => line.kind);
    expect(kinds).toEqual(['day', 'message', 'message', 'day', 'message']);
  });

  it('join what one author wrote within five minutes', () => {
    const lines = linesOf([said('a', hour), said('b', hour + minute), said('c', hour + 2 * minute, 'cus_2'), said('d', hour + 8 * minute, 'cus_2')], startOfDay);
    expect(lines.flatMap((line) => (line.kind === 'message' ? [line.joined] : []))).toEqual([false, true, false, false]);
  });

  it('have no key twice', () => {
    const keys = linesOf([said('a', hour), said('b', 25 * hour), said('c', 50 * hour)], startOfDay).map((line) => line.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
