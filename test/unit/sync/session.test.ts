import { limits } from '#contract/limits';
import type { Scope } from '#domain/scope';
import { serve, type Session, type SessionStep, type SessionEffect, type SessionEvent } from '#sync/session';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const log = { epoch: 'e', floor: 5, head: 20 };

const scopes: readonly Scope[] = ['org', 'team:tea_a', 'person:per_anna', 'client:cli_1'];

function greet(at: { epoch: string; cursor: number; scopes?: readonly Scope[] } | null): readonly SessionEffect<string>['type'][] {
  return serve<string>({ state: 'waiting' }, { type: 'greeted', at: at && { scopes, ...at }, scopes, log }).effects.map((effect) => effect.type);
}

describe('a session', () => {
  test('sends a snapshot to an empty copy, a foreign history, one below the floor and one ahead of the server', () => {
    expect(greet(null)).toEqual(['resync']);
    expect(greet({ epoch: 'other', cursor: 10 })).toEqual(['resync']);
    expect(greet({ epoch: 'e', cursor: 4 })).toEqual(['resync']);
    expect(greet({ epoch: 'e', cursor: 21 })).toEqual(['resync']);
    expect(greet({ epoch: 'e', cursor: 5 })).toEqual(['welcome', 'read']);
    expect(greet({ epoch: 'e', cursor: 20 })).toEqual(['welcome']);
  });

  test('has a copy leave what it may not hold before anything else, and then enter what it lacks', () => {
    const leave = serve<string>({ state: 'waiting' }, { type: 'greeted', at: { epoch: 'other', cursor: 99, scopes: [...scopes, 'team:tea_b'] }, scopes, log });
    expect(leave).toEqual({ session: { state: 'waiting' }, effects: [{ type: 'leave', scopes: ['team:tea_b'] }] });
    expect(greet({ epoch: 'e', cursor: 10, scopes: scopes.filter((scope) => scope !== 'team:tea_a') })).toEqual(['enter']);
    expect(greet({ epoch: 'other', cursor: 10, scopes: [] })).toEqual(['resync']);
    expect(greet({ epoch: 'e', cursor: 10, scopes: ['org', 'team:tea_a', 'person:per_else', 'client:cli_1'] })).toEqual(['resync']);
  });

  test('sends nothing after it was halted, whatever is read and logged, until the next greeting', () => {
    const { session } = serve<string>({ state: 'streaming', sent: 20, seen: 20 }, { type: 'halted' });
    const piece = { from: 20, to: 21, part: '"x"' };
    for (const event of [{ type: 'logged', piece, buffered: 0 }, { type: 'read', piece, head: 21, buffered: 0 }, { type: 'drained' }] as const) {
      expect(serve<string>(session, event)).toEqual({ session, effects: [] });
    }
  });

  test('never has more under way to a peer that does not read than its buffer and one piece', () => {
    const largest = 512 * 1024;
    let session: Session = { state: 'streaming', sent: 0, seen: 0 };
    let buffered = 0;
    for (let seq = 1; seq <= 1000; seq += 1) {
      const step: SessionStep<string> = serve<string>(session, { type: 'logged', piece: { from: seq - 1, to: seq, part: 'x' }, buffered });
      session = step.session;
      buffered += step.effects.filter(({ type }) => type === 'send').length * largest;
    }
    expect(session.state).toBe('blocked');
    expect(buffered).toBeLessThanOrEqual(limits.sessionBuffer + largest);
  });

  test('ends where the log was trimmed while it caught up, instead of leaving out what was trimmed', () => {
    const { session } = serve<string>({ state: 'waiting' }, { type: 'greeted', at: { epoch: 'e', cursor: 5, scopes: ['org'] }, scopes: ['org'], log });
    const trimmed = serve<string>(session, { type: 'read', piece: { from: 12, to: 20, part: 'rest' }, head: 20, buffered: 0 });
    expect(trimmed).toEqual({ session: { state: 'waiting' }, effects: [{ type: 'end' }] });
  });

  test('sends frames that join without a gap and miss nothing, however reads, live pieces and full buffers mix', () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    const step = fc.record({ grow: fc.integer({ min: 0, max: 4 }), act: fc.constantFrom('read', 'logged', 'drained'), full: fc.boolean() });
    fc.assert(fc.property(fc.array(step, { maxLength: 60 }), joinsWithoutGap), { seed, numRuns: 500 });
  });
});

type Step = { readonly grow: number; readonly act: string; readonly full: boolean };

/** Every third number of the log is this session's own; all of them must arrive, once, in order. */
function joinsWithoutGap(steps: readonly Step[]): void {
  const part = (from: number, to: number): string | null => own(from, to).join(',') || null;
  let head = 20;
  let dispatched = head;
  let step = serve<string>({ state: 'waiting' }, { type: 'greeted', at: { epoch: 'e', cursor: 8, scopes }, scopes, log });
  let session: Session = step.session;
  let asked = 8;
  let sent = 8;
  const received: string[] = [];
  const feed = (event: SessionEvent<string>): void => {
    step = serve(session, event);
    session = step.session;
    for (const effect of step.effects) {
      if (effect.type === 'read') asked = effect.after;
      if (effect.type !== 'send') continue;
      expect(effect.from).toBe(sent);
      sent = effect.to;
      if (effect.part !== null) received.push(effect.part);
    }
  };
  const read = (buffered: number): void => {
    const to = Math.min(dispatched, asked + 3);
    feed({ type: 'read', piece: { from: asked, to, part: part(asked, to) }, head: dispatched, buffered });
  };
  const dispatch = (buffered: number): void => {
    const from = dispatched;
    dispatched = head;
    feed({ type: 'logged', piece: { from, to: head, part: part(from, head) }, buffered });
  };
  for (const { grow, act, full } of steps) {
    head += grow;
    const buffered = full ? Number.MAX_SAFE_INTEGER : 0;
    if (act === 'read') read(buffered);
    else if (act === 'logged') dispatch(buffered);
    else feed({ type: 'drained' });
  }
  dispatch(0);
  feed({ type: 'drained' });
  while (session.state === 'catchingUp') read(0);
  expect(received.join(',')).toBe(own(8, head).join(','));
}

function own(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index + 1).filter((seq) => seq % 3 === 0);
}
