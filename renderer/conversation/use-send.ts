import type { OutgoingFile } from '#domain/conversation/outgoing-file';
import type { DraftMail } from '#contract/draft-mail';
import type { RequestInput } from '#contract/requests';
import type { ConversationId, MessageId } from '#kernel/id';
import { useState } from 'react';
import { useAct } from '../kit/act';
import type { Draft } from './use-draft';
import type { Naming } from './use-recipients';

type Parts = {
  readonly conversation: ConversationId;
  readonly draft: Draft;
  /** Those that leave with the answer. */
  readonly files: readonly OutgoingFile[];
  /** Of a mail. */
  readonly naming: Naming | null;
  readonly onResolved: () => void;
};

export type Send = { readonly send: (resolve: boolean) => Promise<void>; /** With files: they must not leave twice. */ readonly isSending: boolean };

/** Sends what is written, and resolves the case when asked. The composer is empty at once; a refusal brings the text back. */
export function useSend({ conversation, draft, files, naming, onResolved }: Parts): Send {
  const { ask } = useAct();
  const [isSending, setSending] = useState(false);

  async function sendAway(): Promise<boolean> {
    const { mode, text, mail } = draft.written;
    // Should this computer stop before the desk has it, it stands in the composer again.
    draft.empty();
    setSending(files.length > 0);
    const attachments = files.map(({ hash }) => hash);
    const outcome = mode === 'reply' ? await ask('message.send', { conversation, text, ...(attachments.length === 0 ? {} : { attachments }), ...(naming === null ? {} : namedIn(mail, naming.answered?.id ?? null)) }) : await ask('note.add', { conversation, text });
    if (outcome.ok) draft.sent();
    else {
      draft.giveBack({ text, mail });
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

/** What goes along to somebody else quotes nothing besides. */
function namedIn({ recipients, forwards, quotes: wanted }: DraftMail, quotes: MessageId | null): Pick<RequestInput<'message.send'>, 'recipients' | 'forwards' | 'quotes'> {
  return { ...(recipients === null ? {} : { recipients }), ...(forwards === null ? {} : { forwards }), ...(wanted && quotes !== null && forwards === null ? { quotes } : {}) };
}
