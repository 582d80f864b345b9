import type { PersonId } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import type { Instant } from '#kernel/instant';
import type { Mutator } from '../mutator';
import type { RowKey } from '../tables';
import type { AgentState } from './agent-state';

/** A person speaks of themselves alone. */
type Own = { readonly person: PersonId };

/**
 * `at`: when the person chose it, by the server's time as their desk knew it; without a network it arrives later. `follows`: it
 * was named beforehand, and begins only where that still stands.
 */
export type SetState = Own & { readonly state: AgentState; readonly at: Instant; readonly follows?: boolean | undefined };
export type NameNext = Own & { readonly next: AgentState | null };

/** A person says what they do from a moment on: never before their last change, never in the future. */
export const setState: Mutator<SetState> = {
  reads: ownKey,
  run: (rows, { person, state, at, follows }, { actor, now }) => {
    if (person !== actor.person) return refused('access.denied');
    const before = rows.get('agent_states', person);
    if (follows === true && before?.next !== state) return done([]);
    if (before?.state === state && before.next === null) return done([]);
    const since = before?.state === state ? before.since : Math.max(before?.since ?? 0, Math.min(at, now));
    return done([{ op: 'put', table: 'agent_states', row: { id: person, state, since, next: null, version: before?.version ?? 0 } }]);
  },
};

/** A person says what follows when the contact at hand is over, or takes that back. */
export const nameNext: Mutator<NameNext> = {
  reads: ownKey,
  run: (rows, { person, next }, { actor }) => {
    if (person !== actor.person) return refused('access.denied');
    const before = rows.get('agent_states', person);
    const named = next === before?.state ? null : next;
    return before === undefined || before.next === named ? done([]) : done([{ op: 'put', table: 'agent_states', row: { ...before, next: named } }]);
  },
};

function ownKey({ person }: Own): readonly RowKey[] {
  return [{ table: 'agent_states', id: person }];
}
