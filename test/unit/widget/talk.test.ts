import type { ChatLine } from '#contract/chat';
import { id } from '#kernel/id';
import { array, assert, constant, integer, property, tuple, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyTalk, newestMoment, unreadAnswers, withAcknowledged, withLines, withPending, withRefused, type PendingLine } from '../../../src/widget/talk';

const own = (n: number): ChatLine => ({ from: 'customer', id: id('message', `own-${n}`), line: `line-${n}`, at: n, text: `own ${n}` });
const answer = (n: number, read = false): ChatLine => ({ from: 'agent', id: id('message', `answer-${n}`), at: n, text: `answer ${n}`, name: 'Анна', read });
const waiting = (n: number): PendingLine => ({ line: `line-${n}`, at: n, text: `own ${n}`, name: null });

describe('the conversation in one tab', () => {
  test('is the same in whatever order and however often its lines arrive', () => {
    const lines = uniqueArray(integer({ min: 1, max: 40 }), { maxLength: 15 }).map((moments) => moments.map((at) => (at % 2 === 0 ? own(at) : answer(at))));
    const arrival = lines.chain((known) => tuple(constant(known), array(integer({ min: 0, max: Math.max(0, known.length - 1) }), { maxLength: 40 })));
    assert(
      property(arrival, ([known, picks]) => {
        const inOrder = withLines(emptyTalk, known);
        const repeated = picks.map((pick) => known[pick]).filter((line) => line !== undefined);
        const mixed = [...repeated, ...known.toReversed()].reduce((talk, line) => withLines(talk, [line]), emptyTalk);
        expect(mixed).toEqual(inOrder);
      }),
    );
  });

  test('a line leaves the waiting ones in the step in which its committed copy appears', () => {
    const talk = withPending(emptyTalk, [waiting(1), waiting(2)]);
    expect(withLines(talk, [own(1)])).toMatchObject({ lines: [own(1)], pending: [waiting(2)] });
    expect(withAcknowledged(talk, { t: 'ack', line: 'line-1', id: id('message', 'own-1'), at: 1 })).toMatchObject({ lines: [own(1)], pending: [waiting(2)] });
  });

  test('an acknowledgement that comes after the line itself changes nothing', () => {
    const talk = withLines(withPending(emptyTalk, [waiting(1)]), [own(1)]);
    expect(withAcknowledged(talk, { t: 'ack', line: 'line-1', id: id('message', 'own-1'), at: 1 })).toBe(talk);
  });

  test('a refused line stays in sight and waits no longer', () => {
    const talk = withRefused(withPending(emptyTalk, [waiting(1)]), 'line-1');
    expect(talk).toMatchObject({ pending: [], refused: [{ ...waiting(1), refused: true }] });
  });

  test('an answer that was read stays read when an older picture of it arrives', () => {
    const talk = withLines(withLines(emptyTalk, [answer(3, true)]), [answer(3, false)]);
    expect(unreadAnswers(talk)).toEqual([]);
  });

  test('an empty conversation has no newest moment', () => {
    expect(newestMoment(emptyTalk)).toBeNull();
    expect(newestMoment(withLines(emptyTalk, [answer(5), own(4)]))).toBe(5);
  });
});
