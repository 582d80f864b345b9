import type { ConversationId } from '#kernel/id';
import { second, type Duration } from '#kernel/instant';
import { useCallback, useEffect, useRef } from 'react';
import { bridge } from '../kit/bridge';

const rest: Duration = 3 * second;

/** Tells the customer that an answer is being written, or, `quiet`, colleagues alone: at once when it begins, then at most once in three seconds. */
export function useTypingMark(conversation: ConversationId, { isEmpty, quiet }: { readonly isEmpty: boolean; readonly quiet: boolean }): () => void {
  const last = useRef(-Infinity);
  useEffect(() => {
    if (isEmpty) last.current = -Infinity;
  }, [isEmpty]);
  return useCallback(() => {
    if (performance.now() - last.current < rest) return;
    last.current = performance.now();
    void bridge.ask('conversation.typing', { conversation, ...(quiet ? { quiet } : {}) });
  }, [conversation, quiet]);
}
