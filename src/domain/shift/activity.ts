import type { AgentState } from './agent-state';

export type Activity = 'onContact' | 'afterContact' | AgentState;

/** `contacts`: customers who wait on the other side at this moment. `wrapsUp`: the outcome of one is being written down. */
export type AtHand = { readonly contacts: number; readonly wrapsUp: boolean; readonly state: AgentState };

/** What a person does, by precedence: a contact, then the work after it, then what they have chosen. */
export function activityOf({ contacts, wrapsUp, state }: AtHand): Activity {
  if (contacts > 0) return 'onContact';
  return wrapsUp ? 'afterContact' : state;
}

/** Whether what follows a contact is to begin now. */
export function isOver({ contacts, wrapsUp }: Omit<AtHand, 'state'>): boolean {
  return contacts === 0 && !wrapsUp;
}
