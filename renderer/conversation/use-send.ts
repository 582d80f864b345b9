import type { OutgoingFile } from '#domain/conversation/outgoing-file';
import type { DraftMail } from '#contract/draft-mail';
import type { RequestInput } from '#contract/requests';
import type { SentWith } from '#contract/writing-requests';
import type { ConversationId, MessageId } from '#kernel/id';
import { second } from '#kernel/instant';
import { useState } from 'react';
import { useAct } from '../kit/act';
import { useLive } from '../kit/live';
import { canUndo } from '../kit/undo';
import { noteSentHere, type ComposerMode } from './conversation-store';
import type { Draft } from './use-draft';
import type { Naming } from './use-recipients';
import { useTakeBack } from './use-take-back';
import { askOutcome } from './wrap-up-store';

type Parts = {
  readonly conversation: ConversationId;
  readonly draft: Draft;
  /** Those that leave with the answer. */
  readonly files: readonly OutgoingFile[];
  /** Of a mail. */
  readonly naming: Naming | null;
  /** The newest answer that the person knows of. */
  readonly seen: MessageId | null;
  /** No case of its queue ends without an outcome. */
  readonly asksOutcome: boolean;
  readonly onResolved: () => void;
  readonly onTakenBack: (conversation: ConversationId) => void;
};

export type Send = { readonly send: (resolve: boolean) => Promise<void>; /** With files: they must not leave twice. */ readonly isSending: boolean };

/** Sends what is written, and resolves the case when asked. The composer is empty at once; a refusal brings the text back. */
export function useSend({ conversation, asksOutcome, draft, files, naming, seen, onResolved, onTakenBack }: Parts): Send {
  const { ask } = useAct();
  const takeBack = useTakeBack();
  const undoSend = useLive('preferences', {})?.undoSend ?? 0;
  const [isSending, setSending] = useState(false);

  function keepNow(mode: ComposerMode): void {
    draft.touched(mode);
    draft.keep();
  }

  async function sendAway(along: readonly SentWith[]): Promise<boolean> {
    const { written } = draft;
    const { mode, text, mail } = written;
    // Should this computer stop before the desk has it, it stands in the composer again.
    draft.empty();
    setSending(files.length > 0);
    const attachments = files.map(({ hash }) => hash);
    const outcome = mode === 'reply' ? await reply({ conversation, text, seen, ...(along.length === 0 ? {} : { along: [...along] }), ...(attachments.length === 0 ? {} : { attachments }), ...(naming === null ? {} : namedIn(mail, naming.answered?.id ?? null)) }) : await ask('note.add', { conversation, text });
    // The desk has it: its draft goes, unless something was written since.
    if (outcome.ok) keepNow(mode);
    else draft.giveBack(written);
    setSending(false);
    return outcome.ok;
  }

  async function reply(input: RequestInput<'message.send'>): Promise<{ readonly ok: boolean }> {
    const outcome = await ask('message.send', input);
    if (outcome.ok) noteSentHere(outcome.value.message);
    if (outcome.ok && undoSend > 0) canUndo(() => void comeBack(outcome.value.message), undoSend * second);
    return outcome;
  }

  async function comeBack(message: MessageId): Promise<void> {
    if (await takeBack(conversation, message)) onTakenBack(conversation);
  }

  return {
    send: async (resolve) => {
      const outcome = resolve && asksOutcome ? await askOutcome(conversation) : undefined;
      if (outcome === null) return;
      if ((await sendAway(resolve ? [{ do: 'resolve', ...(outcome === undefined ? {} : { outcome }) }] : [])) && resolve) onResolved();
    },
    isSending,
  };
}

/** What goes along to somebody else quotes nothing besides. */
function namedIn({ recipients, forwards, quotes: wanted }: DraftMail, quotes: MessageId | null): Pick<RequestInput<'message.send'>, 'recipients' | 'forwards' | 'quotes'> {
  return { ...(recipients === null ? {} : { recipients }), ...(forwards === null ? {} : { forwards }), ...(wanted && quotes !== null && forwards === null ? { quotes } : {}) };
}
