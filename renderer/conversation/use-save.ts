import type { MessageId } from '#kernel/id';
import { useCallback } from 'react';
import { useAct } from '../kit/act';
import { useText } from '../text/TextProvider';
import type { Attached } from './preview/preview-store';

/** Saves an attachment of a message into the person's downloads folder, and says under which name. */
export function useSave(message: MessageId): (attachment: Attached) => Promise<void> {
  const { say } = useText();
  const { ask, tell } = useAct();
  return useCallback(
    async (attachment) => {
      const saved = await ask('attachment.save', { message, attachment: attachment.id });
      if (saved.ok) tell(say('attachment.saved', { file: saved.value.file }));
    },
    [ask, tell, say, message],
  );
}
