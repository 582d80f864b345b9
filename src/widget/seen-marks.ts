import { chatLimits } from '#contract/chat-limits';
import type { MessageId } from '#kernel/id';

type Seen = 'delivered' | 'read';

/** Marks that come within this time go together, so that lines never wait behind them; in milliseconds. */
const gathering = 400;

export type SeenMarks = {
  readonly mark: (state: Seen, ids: readonly MessageId[]) => void;
  /** A new connection: what the last one was told may not have arrived. */
  readonly forget: () => void;
};

/** Tells the server once what reached the visitor and what was looked at: the first at once, a crowd of them together. */
export function seenMarks(tell: (state: Seen, messages: MessageId[]) => void): SeenMarks {
  const told = new Map<MessageId, Seen>();
  const waiting = new Map<MessageId, Seen>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tellWaiting = (): void => {
    timer = undefined;
    if (waiting.size === 0) return;
    for (const state of ['delivered', 'read'] as const) {
      const ids = [...waiting].flatMap(([id, own]) => (own === state ? [id] : []));
      for (let from = 0; from < ids.length; from += chatLimits.seenBatch) tell(state, ids.slice(from, from + chatLimits.seenBatch));
    }
    for (const [id, state] of waiting) told.set(id, state);
    waiting.clear();
    timer = setTimeout(tellWaiting, gathering);
  };
  return {
    mark: (state, ids) => {
      for (const id of ids) {
        const known = waiting.get(id) ?? told.get(id);
        if (known !== 'read' && known !== state) waiting.set(id, state);
      }
      if (timer === undefined) tellWaiting();
    },
    forget: () => told.clear(),
  };
}
