import type { RequestInput } from '#contract/requests';
import type { ConversationId } from '#kernel/id';
import { create } from 'zustand';

export type SaidOutcome = NonNullable<RequestInput<'case.resolve'>['outcome']>;

/** Null: no outcome now. How long it took is measured here. */
type Answer = (said: Omit<SaidOutcome, 'took'> | null) => void;
type Asked = { readonly conversation: ConversationId; readonly answer: Answer };

/** The outcome that is being written down; a restart may forget it: the case is not resolved yet. */
export const useWrapUp = create<{ readonly asked: Asked | null }>(() => ({ asked: null }));

/** The case stays unresolved: whoever comes next is not asked about it. */
export function forgetWrapUp(): void {
  useWrapUp.getState().asked?.answer(null);
}

/** Asks the person for an outcome; null where they want none now. One at a time. */
export function askOutcome(conversation: ConversationId): Promise<SaidOutcome | null> {
  useWrapUp.getState().asked?.answer(null);
  const since = Date.now();
  return new Promise((resolve) => {
    const answer: Answer = (said) => {
      useWrapUp.setState({ asked: null });
      resolve(said === null ? null : { ...said, took: Date.now() - since });
    };
    useWrapUp.setState({ asked: { conversation, answer } });
  });
}
