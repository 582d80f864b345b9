import { activityOf, isOver } from '#domain/shift/activity';
import { isRoutable, type AgentStateRow } from '#domain/shift/agent-state';
import { idleStep } from '#domain/shift/idle';
import { nameNext, setState } from '#domain/shift/set-state';
import type { RowChange } from '#domain/tables';
import { id } from '#kernel/id';
import { minute } from '#kernel/instant';
import { Loaded } from '#sync/change';
import { describe, expect, test } from 'vitest';

const me = id('person', 'me');
const context = { actor: { person: me, roles: ['agent'], teams: [] }, now: 1000 } as const;

function rowsWith(row: AgentStateRow | null): Loaded {
  const loaded = new Loaded();
  loaded.set('agent_states', me, row);
  return loaded;
}

const standing: AgentStateRow = { id: me, state: 'available', since: 500, next: null, version: 3 };
const written = (row: Partial<AgentStateRow>): readonly RowChange[] => [{ op: 'put', table: 'agent_states', row: { ...standing, ...row } }];
const set = (row: AgentStateRow | null, args: Partial<Parameters<typeof setState.run>[1]>) => setState.run(rowsWith(row), { person: me, state: 'break', at: 900, ...args }, context);

describe('what a person says that they do', () => {
  test('counts from when they chose it, also where the server hears of it later', () => {
    expect(set(standing, {})).toEqual({ ok: true, value: written({ state: 'break', since: 900 }) });
    expect(set(null, {})).toEqual({ ok: true, value: written({ state: 'break', since: 900, version: 0 }) });
  });

  test('never counts from before their last change, nor from a moment to come', () => {
    expect(set(standing, { at: 100 })).toEqual({ ok: true, value: written({ state: 'break', since: 500 }) });
    expect(set(standing, { at: 5000 })).toEqual({ ok: true, value: written({ state: 'break', since: 1000 }) });
  });

  test('said again changes nothing, and ends what was named for later', () => {
    expect(set(standing, { state: 'available' })).toEqual({ ok: true, value: [] });
    expect(set({ ...standing, next: 'lunch' }, { state: 'available' })).toEqual({ ok: true, value: written({}) });
  });

  test('is nobody else’s to say', () => {
    const other = id('person', 'other');
    expect(setState.run(rowsWith(null), { person: other, state: 'break', at: 1 }, context)).toEqual({ ok: false, code: 'access.denied' });
    expect(nameNext.run(rowsWith(null), { person: other, next: 'break' }, context)).toEqual({ ok: false, code: 'access.denied' });
  });

  test('what follows a contact begins only where it still stands', () => {
    expect(set({ ...standing, next: 'break' }, { follows: true })).toEqual({ ok: true, value: written({ state: 'break', since: 900 }) });
    expect(set({ ...standing, next: 'lunch' }, { follows: true })).toEqual({ ok: true, value: [] });
  });

  test('names what follows, and takes it back', () => {
    const next = (row: AgentStateRow | null, state: AgentStateRow['next']) => nameNext.run(rowsWith(row), { person: me, next: state }, context);
    expect(next(standing, 'lunch')).toEqual({ ok: true, value: written({ next: 'lunch' }) });
    expect(next({ ...standing, next: 'lunch' }, null)).toEqual({ ok: true, value: written({}) });
    expect([next(standing, 'available'), next(null, 'lunch')]).toEqual([{ ok: true, value: [] }, { ok: true, value: [] }]);
  });
});

test('a contact comes before the work after it, and that before what was chosen', () => {
  expect(activityOf({ contacts: 2, wrapsUp: true, state: 'break' })).toBe('onContact');
  expect(activityOf({ contacts: 0, wrapsUp: true, state: 'break' })).toBe('afterContact');
  expect(activityOf({ contacts: 0, wrapsUp: false, state: 'training' })).toBe('training');
  expect([isOver({ contacts: 1, wrapsUp: false }), isOver({ contacts: 0, wrapsUp: true }), isOver({ contacts: 0, wrapsUp: false })]).toEqual([false, false, true]);
});

test('no new work comes to who is in training', () => {
  expect([isRoutable('available'), isRoutable('training'), isRoutable('busy')]).toEqual([true, false, false]);
});

test('whoever touches nothing for long is asked, then away, and asked what they do when they are back', () => {
  const after = 10 * minute;
  expect(idleStep({ state: 'available', idle: 9 * minute, after })).toBe('nothing');
  expect(idleStep({ state: 'busy', idle: 10 * minute, after })).toBe('ask');
  expect(idleStep({ state: 'available', idle: 11 * minute, after })).toBe('goAway');
  expect(idleStep({ state: 'away', idle: 12 * minute, after })).toBe('nothing');
  expect(idleStep({ state: 'away', idle: 0, after })).toBe('askWhich');
  expect([idleStep({ state: 'lunch', idle: 60 * minute, after }), idleStep({ state: 'available', idle: 60 * minute, after: null })]).toEqual(['nothing', 'nothing']);
});
