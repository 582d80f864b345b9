import type { ConversationId } from '#kernel/id';
import { useAct } from '../kit/act';
import type { Draft } from './use-draft';

type Parts = {
  readonly conversation: ConversationId;
  readonly draft: Draft;
  readonly onResolved: () => void;
};

/** Sends what is written, and resolves the case when asked. The composer is empty at once; a refusal brings the text back. */
export function useSend({ conversation, draft, onResolved }: Parts): (resolve: boolean) => Promise<void> {
  const { ask } = useAct();
  return async (resolve) => {
    const { mode, text } = draft.written;
    draft.write({ mode, text: '' });
    const outcome = await ask(mode === 'reply' ? 'message.send' : 'note.add', { conversation, text });
    if (!outcome.ok) return draft.giveBack(text);
    draft.keep();
    if (!resolve) return;
    const resolved = await ask('case.resolve', { conversation });
    if (resolved.ok) onResolved();
  };
}
