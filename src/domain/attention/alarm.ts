import type { ConversationId } from '#kernel/id';
import { second, type Duration, type Instant } from '#kernel/instant';
import { isUndisturbed, type AgentState } from '../shift/agent-state';
import type { AttentionSettings, Calling, CallingClass } from './attention';

/** How loud something is told at a moment; nothing at all: the tray alone counts it. */
export type Alarm = { readonly sound: 'none' | 'soft' | 'loud'; readonly notice: boolean };

/** Where the person is. `looksAt`: the conversation before them, while the window has the focus. */
export type Situation = { readonly state: AgentState; readonly isOnCall: boolean; readonly isFocused: boolean; readonly looksAt: ConversationId | null };

/** What is said again until it is seen, and how long after it happened. What waits in the queue is everybody's: it is said once. An offer waits for a minute only. */
const again: Readonly<Record<CallingClass, readonly Duration[]>> = {
  queued: [],
  offered: [15 * second, 35 * second],
  assigned: [30 * second, 90 * second, 180 * second],
  answered: [30 * second, 90 * second, 180 * second],
  woken: [60 * second],
  mentioned: [60 * second, 180 * second],
  dueSoon: [],
  overdue: [30 * second, 90 * second],
};

/** Whoever has the window before them and the conversation in it has seen what happens there. */
export function isSeen({ conversation }: Calling, { isFocused, looksAt }: Situation): boolean {
  return isFocused && looksAt === conversation;
}

/** `step`: how often it was said before. From the second time on it is loud, and the system tells it beside the window too. */
export function alarmOf(calling: Calling, step: number, { situation, settings }: { readonly situation: Situation; readonly settings: AttentionSettings }): Alarm {
  const means = settings.classes[calling.class];
  if (isUndisturbed(situation.state) || isSeen(calling, situation)) return { sound: 'none', notice: false };
  const notice = means.notice && (!situation.isFocused || step > 0);
  if (!means.sound || situation.isOnCall) return { sound: 'none', notice };
  return { sound: step > 0 ? 'loud' : 'soft', notice };
}

/** When it is said again after `step` times; null: not any more. */
export function againAt(calling: Calling, step: number): Instant | null {
  const after = again[calling.class][step - 1];
  return after === undefined ? null : calling.at + after;
}
