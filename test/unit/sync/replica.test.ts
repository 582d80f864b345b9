import type { FromServer } from '#contract/protocol';
import { limits } from '#contract/limits';
import type { Position } from '#sync/local-copy';
import { advance, begin, type Replica, type ReplicaEffect, type ReplicaEvent } from '#sync/replica';
import { describe, expect, test } from 'vitest';

const at: Position = { epoch: 'e', cursor: 10, scopes: ['org', 'team:tea_a', 'team:tea_b'] };

function feed(replica: Replica, ...events: readonly ReplicaEvent[]): { readonly replica: Replica; readonly effects: readonly ReplicaEffect[] } {
  let state = replica;
  const effects: ReplicaEffect[] = [];
  for (const event of events) {
    const step = advance(state, event);
    state = step.replica;
    effects.push(...step.effects);
  }
  return { replica: state, effects };
}

const welcome = (lastMutation: number): ReplicaEvent => ({ type: 'heard', frame: { t: 'welcome', epoch: 'e', now: 0, lastMutation, greeting: 1 }, at: 1 });
const changes = (from: number, to: number): ReplicaEvent => ({ type: 'heard', frame: { t: 'changes', from, to, changes: [] }, at: 2 });
const hear = (frame: FromServer, moment = 3): ReplicaEvent => ({ type: 'heard', frame, at: moment });
const live = (pending: readonly number[] = []): Replica => feed(begin(at, pending).replica, { type: 'opened', at: 0 }, welcome(0)).replica;

describe('a replica', () => {
  test('pushes again, in order, everything that the server has not committed', () => {
    const { effects } = feed(begin(at, [4, 5, 6]).replica, { type: 'opened', at: 0 }, welcome(4));
    expect(effects).toEqual([{ type: 'greet', at, greeting: 1 }, { type: 'push', ids: [5, 6] }]);
  });

  test('waits for an answer before it pushes the next batch', () => {
    const first = feed(live(), { type: 'mutated', id: 1 }, { type: 'mutated', id: 2 });
    expect(first.effects).toEqual([{ type: 'push', ids: [1] }]);
    expect(feed(first.replica, hear({ t: 'ack', upTo: 1 })).effects).toEqual([{ type: 'push', ids: [2] }]);
  });

  test('keeps a mutation pending until the confirmed rows contain it, whatever was acknowledged', () => {
    const acked = feed(live(), { type: 'mutated', id: 1 }, hear({ t: 'ack', upTo: 1 })).replica;
    expect(acked.pending).toEqual([1]);
    expect(feed(acked, { type: 'applied', position: at, lastMutation: 1 }).replica.pending).toEqual([]);
  });

  test('asks again from its cursor when a frame leaves a gap', () => {
    expect(feed(live(), changes(12, 13)).effects).toEqual([{ type: 'greet', at, greeting: 2 }]);
  });

  test('ignores a frame that it has applied', () => {
    expect(feed(live(), changes(8, 10)).effects).toEqual([]);
  });

  test('notices by the heartbeat that the last frame before a quiet hour was lost', () => {
    expect(feed(live(), hear({ t: 'pong', now: 0, sent: 11 })).effects).toEqual([{ type: 'greet', at, greeting: 2 }]);
    expect(feed(live(), hear({ t: 'pong', now: 0, sent: 10 })).effects).toEqual([]);
  });

  test('fetches one snapshot when its history is not the server’s, and greets again from there', () => {
    const asked = feed(begin(at, []).replica, { type: 'opened', at: 0 }, hear({ t: 'resync', now: 0, lastMutation: 0, greeting: 1 }));
    expect(asked.effects.at(-1)).toEqual({ type: 'load', onto: null });
    const position = { ...at, epoch: 'f', cursor: 3 };
    expect(feed(asked.replica, { type: 'loaded', position, lastMutation: 0 }).effects).toEqual([{ type: 'greet', at: position, greeting: 2 }]);
  });

  test('forgets what it has to leave, greets again from there, and then fetches what it lacks', () => {
    const leave = hear({ t: 'leave', now: 0, lastMutation: 0, scopes: ['team:tea_a'], greeting: 1 });
    const left = feed(begin(at, []).replica, { type: 'opened', at: 0 }, leave);
    const kept = { ...at, scopes: ['org', 'team:tea_b'] } as const;
    expect(left.effects.at(-1)).toEqual({ type: 'leave', scopes: ['team:tea_a'], position: kept });
    const again = feed(left.replica, { type: 'left', position: kept, lastMutation: 0 });
    expect(again.effects).toEqual([{ type: 'greet', at: kept, greeting: 2 }]);
    expect(feed(again.replica, hear({ t: 'enter', now: 0, lastMutation: 0, greeting: 2 })).effects).toEqual([{ type: 'load', onto: kept }]);
  });

  test('keeps its position when the rest of its copy could not be fetched', () => {
    const lost = feed(begin(at, []).replica, { type: 'opened', at: 0 }, hear({ t: 'enter', now: 0, lastMutation: 0, greeting: 1 }), { type: 'failed' }, { type: 'retry' }, { type: 'opened', at: 9 });
    expect(lost.effects.at(-1)).toEqual({ type: 'greet', at, greeting: 2 });
  });

  test('greets again when it is told that something changed, and when the server has nothing for it any more', () => {
    expect(feed(live(), hear({ t: 'changed' })).effects).toEqual([{ type: 'greet', at, greeting: 2 }]);
    expect(feed(live(), hear({ t: 'pong', now: 0, sent: null })).effects).toEqual([{ type: 'greet', at, greeting: 2 }]);
    const loading = feed(begin(at, []).replica, { type: 'opened', at: 0 }, hear({ t: 'enter', now: 0, lastMutation: 0, greeting: 1 })).replica;
    expect(feed(loading, hear({ t: 'changed' })).effects).toEqual([]);
  });

  test('does not take the answer to an earlier greeting, for which its teams were others, for the answer to the last one', () => {
    const twice = feed(live(), hear({ t: 'changed' }), hear({ t: 'changed' }));
    expect(twice.effects).toEqual([{ type: 'greet', at, greeting: 2 }, { type: 'greet', at, greeting: 3 }]);
    const late = feed(twice.replica, hear({ t: 'welcome', epoch: 'e', now: 0, lastMutation: 0, greeting: 2 }), changes(10, 11));
    expect(late.effects).toEqual([]);
    expect(feed(late.replica, hear({ t: 'leave', now: 0, lastMutation: 0, scopes: ['team:tea_a'], greeting: 3 })).effects[0]).toMatchObject({ type: 'leave' });
  });

  test('gives up a silent connection and a greeting that nobody answers', () => {
    const silent = feed(live(), { type: 'tick', at: 1 + limits.silence });
    expect(silent.effects).toEqual([{ type: 'close' }, { type: 'wait', attempts: 1 }]);
    const greeting = feed(begin(at, []).replica, { type: 'opened', at: 0 }, hear({ t: 'pong', now: 0, sent: null }, limits.silence - 1));
    expect(feed(greeting.replica, { type: 'tick', at: limits.silence }).effects.at(-1)).toEqual({ type: 'wait', attempts: 1 });
  });
});
