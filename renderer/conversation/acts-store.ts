import type { SentWith } from '#contract/writing-requests';
import type { ConversationId } from '#kernel/id';
import { create } from 'zustand';

type Acts = { readonly acts: ReadonlyMap<ConversationId, readonly SentWith[]> };

/** What a macro does besides its text: done with the answer, and shown until then. */
const useActs = create<Acts>(() => ({ acts: new Map() }));

const none: readonly SentWith[] = [];

export function useActsOf(conversation: ConversationId): readonly SentWith[] {
  return useActs(({ acts }) => acts.get(conversation) ?? none);
}

export function setActs(conversation: ConversationId, wanted: readonly SentWith[]): void {
  useActs.setState(({ acts }) => ({ acts: new Map(acts).set(conversation, wanted) }));
}

/** What one person chose is not done with the next one's answer. */
export function forgetActs(): void {
  useActs.setState({ acts: new Map() });
}
