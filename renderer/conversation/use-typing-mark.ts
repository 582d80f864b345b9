import type { ConversationId } from '#kernel/id';
import { second, type Duration } from '#kernel/instant';
import { useCallback, useRef } from 'react';
import { bridge } from '../kit/bridge';

const rest: Duration = 3 * second;

/** Tells the customer that an answer is being written, at most once in three seconds. */
export function useTypingMark(conversation: ConversationId): () => void {
  const last = useRef(-Infinity);
  return useCallback(() => {
    if (performance.now() - last.current < rest) return;
    last.current = performance.now();
    void bridge.ask('conversation.typing', { conversation });
  }, [conversation]);
}
