import type { OutgoingFile } from '#domain/conversation/outgoing-file';
import type { DraftMail } from '#contract/draft-mail';
import type { RequestInput } from '#contract/requests';
import type { SentWith } from '#contract/writing-requests';
import type { PersonRow } from '#domain/access/person';
import type { ConversationId, MessageId, TeamId } from '#kernel/id';
import { second } from '#kernel/instant';
import { useState } from 'react';
import { useAct } from '../kit/act';
import { useLive } from '../kit/live';
import { canUndo } from '../kit/undo';
import { noteSentHere } from './conversation-store';
import { setActs, useActsOf } from './acts-store';
import { momentOf, type Later } from './later';
import type { Draft } from './use-draft';
import type { Naming } from './use-recipients';
import { mentionsIn } from './mentions';
import { useColleagues } from './use-colleagues';
import { useTakeBack } from './use-take-back';
import { askOutcome } from './wrap-up-store';

type Parts = {
  readonly conversation: ConversationId;
  readonly team: TeamId;
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

/** How an answer leaves besides: the case is done with it, or put off. */
export type Way = 'resolve' | Later | null;

export type Send = { readonly send: (way: Way) => Promise<void>; /** With files: they must not leave twice. */ readonly isSending: boolean };

/** Sends what is written, and resolves the case when asked. The composer is empty at once; a refusal brings the text back. */
export function useSend({ conversation, team, asksOutcome, draft, files, naming, seen, onResolved, onTakenBack }: Parts): Send {
  const { ask } = useAct();
  const takeBack = useTakeBack();
  const colleagues = useColleagues(team);
  const acts = useActsOf(conversation);
  const undoSend = useLive('preferences', {})?.undoSend ?? 0;
  const [isSending, setSending] = useState(false);

  async function sendAway(along: readonly SentWith[]): Promise<boolean> {
    const { written } = draft;
    const { mode, text, mail } = written;
    // Should this computer stop before the desk has it, it stands in the composer again.
    draft.empty();
    setSending(files.length > 0);
    const attachments = files.map(({ hash }) => hash);
    const outcome = mode === 'reply' ? await reply({ conversation, text, isDraft: true, ...(naming === null ? {} : { rich: true }), seen, ...(along.length === 0 ? {} : { along: [...along] }), ...(attachments.length === 0 ? {} : { attachments }), ...(naming === null ? {} : namedIn(mail, naming.answered?.id ?? null)) }) : await ask('note.add', { conversation, text, isDraft: true, ...mentioned(text, colleagues) });
    // The desk has it: its draft goes, unless something was written since.
    if (outcome.ok) draft.touched(mode);
    else draft.giveBack(written);
    draft.keep();
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
    send: async (way) => {
      const wanted = draft.written.mode === 'reply' ? wantedWith(acts, way) : [];
      const outcome = asksOutcome && wanted.some((act) => act.do === 'resolve') ? await askOutcome(conversation) : undefined;
      if (outcome === null) return;
      if (!(await sendAway(wanted.map((act) => (act.do === 'resolve' && outcome !== undefined ? { ...act, outcome } : act))))) return;
      if (wanted.length > 0) setActs(conversation, []);
      if (way !== null) onResolved();
    },
    isSending,
  };
}

function mentioned(text: string, colleagues: readonly PersonRow[]): Pick<RequestInput<'note.add'>, 'mentions'> {
  const mentions = mentionsIn(text, colleagues);
  return mentions.length === 0 ? {} : { mentions: [...mentions] };
}

/** What the person says last counts for the state of the case. */
function wantedWith(acts: readonly SentWith[], way: Way): readonly SentWith[] {
  if (way === null) return acts;
  const others = acts.filter((act) => act.do === 'tag' || act.do === 'priority');
  return [...others, way === 'resolve' ? { do: 'resolve' } : { do: 'snooze', until: momentOf(way, Date.now()) }];
}

/** What goes along to somebody else quotes nothing besides. */
function namedIn({ recipients, forwards, quotes: wanted }: DraftMail, quotes: MessageId | null): Pick<RequestInput<'message.send'>, 'recipients' | 'forwards' | 'quotes'> {
  return { ...(recipients === null ? {} : { recipients }), ...(forwards === null ? {} : { forwards }), ...(wanted && quotes !== null && forwards === null ? { quotes } : {}) };
}
