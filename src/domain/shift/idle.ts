import { minute, second, type Duration } from '#kernel/instant';
import type { AgentState } from './agent-state';

/** How long the question stands before its silence is an answer. */
export const asksFor: Duration = minute;

/** A computer that was touched within this time has somebody before it. */
const touched: Duration = 15 * second;

export type IdleStep = 'nothing' | 'ask' | 'goAway' | 'askWhich';

/** `idle`: for how long nobody touched the computer; `after`: how long is too long, null: never. */
export type Idle = { readonly state: AgentState; readonly idle: Duration; readonly after: Duration | null };

/** Whoever says that they work and touches nothing is asked, then away; whoever comes back is asked what they do. */
export function idleStep({ state, idle, after }: Idle): IdleStep {
  if (state === 'away') return idle < touched ? 'askWhich' : 'nothing';
  if (after === null || idle < after || !isPresent(state)) return 'nothing';
  return idle < after + asksFor ? 'ask' : 'goAway';
}

function isPresent(state: AgentState): boolean {
  return state === 'available' || state === 'busy' || state === 'afterContact';
}
