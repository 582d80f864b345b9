import type { OutgoingFile } from '#domain/conversation/outgoing-file';
import type { ConversationId } from '#kernel/id';
import { useState } from 'react';
import { useAct } from '../kit/act';
import type { Draft } from './use-draft';
import type { Naming } from './use-recipients';

type Parts = {
  readonly conversation: ConversationId;
  readonly draft: Draft;
  /** Those that leave with the answer. */
  readonly files: readonly OutgoingFile[];
  /** Of a mail: whom it goes to. */
  readonly naming: Naming | null;
  readonly onResolved: () => void;
};

export type Send = { readonly send: (resolve: boolean) => Promise<void>; /** With files: they must not leave twice. */ readonly isSending: boolean };

/** Sends what is written, and resolves the case when asked. The composer is empty at once; a refusal brings the text back. */
export function useSend({ conversation, draft, files, naming, onResolved }: Parts): Send {
  const { ask } = useAct();
  const [isSending, setSending] = useState(false);

  async function sendAway(): Promise<boolean> {
    const { mode, text } = draft.written;
    const named = naming?.named ?? null;
    const { recipients, forwards } = named ?? { recipients: null, forwards: null };
    // Should this computer stop before the desk has it, it stands in the composer again.
    draft.empty();
    naming?.name(null);
    setSending(files.length > 0);
    const attachments = files.map(({ hash }) => hash);
    const outcome = mode === 'reply' ? await ask('message.send', { conversation, text, ...(attachments.length === 0 ? {} : { attachments }), ...(recipients === null ? {} : { recipients }), ...(forwards === null ? {} : { forwards }) }) : await ask('note.add', { conversation, text });
    if (outcome.ok) draft.sent();
    else {
      draft.giveBack(text);
      naming?.name(named);
    }
    setSending(false);
    return outcome.ok;
  }

  return {
    send: async (resolve) => {
      if (!(await sendAway()) || !resolve) return;
      const resolved = await ask('case.resolve', { conversation });
      if (resolved.ok) onResolved();
    },
    isSending,
  };
}
