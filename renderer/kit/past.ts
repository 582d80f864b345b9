import { isId, type ConversationId, type CustomerId } from '#kernel/id';
import { useEffect } from 'react';
import { bridge } from './bridge';
import { useLive } from './live';

/** Keys that run past a card or a conversation ask for nothing. */
const glance = 150;

export function useOnline(): boolean {
  return useLive('connection', {})?.state === 'online';
}

/**
 * Asks for what this computer lacks of a past once the person has looked for a moment, and again when the connection is back.
 * A refusal is not told: what is missing is said where it is missing.
 */
export function usePast(lacking: ConversationId | CustomerId | null): void {
  const online = useOnline();
  useEffect(() => {
    if (!online || lacking === null) return undefined;
    const timer = window.setTimeout(() => void fetchPast(lacking), glance);
    return () => window.clearTimeout(timer);
  }, [online, lacking]);
}

function fetchPast(id: ConversationId | CustomerId): Promise<unknown> {
  return isId('conversation', id) ? bridge.ask('conversation.fetch', { conversation: id }) : bridge.ask('customer.fetch', { customer: id });
}
