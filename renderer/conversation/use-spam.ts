import type { ConversationId } from '#kernel/id';
import { useMemo } from 'react';
import { useAct } from '../kit/act';
import { useText } from '../text/TextProvider';

export type Spam = {
  readonly mark: (conversation: ConversationId) => Promise<void>;
  /** Puts the conversation away besides. */
  readonly block: (conversation: ConversationId) => Promise<void>;
};

/** What is done with a mail that is no case; each can be taken back at once. */
export function useSpam(): Spam {
  const { say } = useText();
  const { ask, offer } = useAct();
  return useMemo(
    () => ({
      mark: async (conversation) => {
        const marked = await ask('case.spam', { conversation });
        if (marked.ok) offer(say('spam.marked'), { label: say('spam.undo'), undo: () => void ask('case.reopen', { conversation }) });
      },
      block: async (conversation) => {
        const blocked = await ask('sender.block', { conversation });
        if (!blocked.ok) return;
        const marked = await ask('case.spam', { conversation });
        const undo = async (): Promise<void> => {
          await ask('sender.unblock', { conversation });
          if (marked.ok) await ask('case.reopen', { conversation });
        };
        offer(say('spam.blocked', { sender: blocked.value.sender.replace(/^\[(.*)\]$/, '$1') }), { label: say('spam.undo'), undo: () => void undo() });
      },
    }),
    [say, ask, offer],
  );
}
