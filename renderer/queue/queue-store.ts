import { limits } from '#contract/limits';
import type { View } from '#contract/requests';
import type { ConversationId } from '#kernel/id';
import { create } from 'zustand';

/** Rows that a view begins with: enough for two screens, few enough to hold every view ready. */
export const firstPage = 50;

type QueueState = {
  readonly view: View;
  /** Whether the view stands because somebody wanted it. */
  readonly chosen: boolean;
  readonly search: string;
  /** How many rows are asked for. */
  readonly limit: number;
  /** The conversations of the list in the order shown; what "next" and "previous" mean. */
  readonly shown: readonly ConversationId[];
};

export const useQueue = create<QueueState>(() => ({ view: 'mine', chosen: false, search: '', limit: firstPage, shown: [] }));

export function chooseView(view: View): void {
  useQueue.setState({ view, chosen: true, search: '', limit: firstPage });
}

/** Who has nothing of their own begins with the queue. */
export function suggestView(counts: { readonly mine: number; readonly queue: number }): void {
  if (!useQueue.getState().chosen && counts.mine + counts.queue > 0) chooseView(counts.mine > 0 ? 'mine' : 'queue');
}

export function searchFor(search: string): void {
  useQueue.setState({ search, limit: firstPage });
}

export function showMore(): void {
  useQueue.setState(({ limit }) => ({ limit: Math.min(limits.listPage, limit + firstPage) }));
}

export function setShown(shown: readonly ConversationId[]): void {
  useQueue.setState({ shown });
}

/** The neighbour of a conversation in the list; the first or the last one where it has none or is not in the list. */
export function neighbour(open: ConversationId | null, step: 1 | -1): ConversationId | null {
  const { shown } = useQueue.getState();
  const index = open === null ? -1 : shown.indexOf(open);
  if (index === -1) return (step === 1 ? shown[0] : shown.at(-1)) ?? null;
  return shown[index + step] ?? shown[index] ?? null;
}

/** What to open when this conversation leaves the list: the one after it, else the one before. */
export function successor(open: ConversationId): ConversationId | null {
  const { shown } = useQueue.getState();
  const index = shown.indexOf(open);
  return shown[index + 1] ?? (index > 0 ? shown[index - 1] : undefined) ?? null;
}
