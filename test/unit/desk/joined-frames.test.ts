import { withNext } from '#desk/replica/joined-frames';
import type { ReplicaEvent } from '#sync/replica';
import { expect, test } from 'vitest';

function changes(from: number, to: number): ReplicaEvent {
  return { type: 'heard', at: to, frame: { t: 'changes', from, to, changes: [['teams', 'remove', `tea_${to}`]] } };
}

const ack: ReplicaEvent = { type: 'heard', at: 0, frame: { t: 'ack', upTo: 3 } };
const welcome: ReplicaEvent = { type: 'heard', at: 0, frame: { t: 'welcome', epoch: 'e', now: 0, lastMutation: 0 } };

test('frames that wait become one rebase; acknowledgements between them stay', () => {
  const waiting = [changes(2, 3), ack, changes(3, 5)];
  expect(withNext(changes(0, 2), waiting)).toEqual({
    type: 'heard',
    at: 5,
    frame: { t: 'changes', from: 0, to: 5, changes: [['teams', 'remove', 'tea_2'], ['teams', 'remove', 'tea_3'], ['teams', 'remove', 'tea_5']] },
  });
  expect(waiting).toEqual([ack]);
});

test('a gap, a repeat and the end of a connection are not joined over', () => {
  for (const next of [changes(3, 4), changes(1, 2), { type: 'closed' } as const, welcome]) {
    const waiting = [next, changes(2, 3)];
    expect(withNext(changes(0, 2), waiting)).toEqual(changes(0, 2));
    expect(waiting).toHaveLength(2);
  }
});

test('what brings no changes stays as it is', () => {
  const waiting = [changes(0, 1)];
  expect(withNext(ack, waiting)).toBe(ack);
  expect(waiting).toHaveLength(1);
});
