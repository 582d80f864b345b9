import type { ConversationId, MessageId } from '#kernel/id';
import { useCallback } from 'react';
import { useAct } from '../kit/act';
import { useText } from '../text/TextProvider';
import { callComposer } from './conversation-store';

/** Takes back an answer that has not left; its text stands in the composer again, which hears of it where it is open. */
export function useTakeBack(): (conversation: ConversationId, message: MessageId) => Promise<boolean> {
  const { say } = useText();
  const { ask, tell } = useAct();
  return useCallback(
    async (conversation, message) => {
      const back = await ask('message.takeBack', { conversation, message });
      if (!back.ok) return false;
      callComposer('reply', null, conversation);
      tell(say('composer.backAgain'));
      return true;
    },
    [ask, tell, say],
  );
}
