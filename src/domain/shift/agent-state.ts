import type { PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';

/**
 * What a person says about themselves; what they do at a moment is derived (see activity). `away`: nobody touched the computer;
 * `offline`: not at work, also where no desk was heard for long.
 */
export const agentStates = ['available', 'busy', 'afterContact', 'break', 'lunch', 'meeting', 'training', 'away', 'offline'] as const;
export type AgentState = (typeof agentStates)[number];

/** The states that a person chooses; nobody says of themselves that they are not there. */
export const chosenStates = agentStates.filter((state) => state !== 'away');

/** One row per person; its id is theirs. */
export type AgentStateRow = {
  readonly id: PersonId;
  readonly state: AgentState;
  readonly since: Instant;
  /** What follows when the contact at hand is over. */
  readonly next: AgentState | null;
  readonly version: number;
};

/** Whether new work may be given to somebody in this state. */
export function isRoutable(state: AgentState): boolean {
  return state === 'available';
}

/** States in which a person has gone from their work on purpose: nothing rings for them. */
export function isUndisturbed(state: AgentState): boolean {
  return state === 'break' || state === 'lunch' || state === 'meeting' || state === 'training' || state === 'offline';
}
