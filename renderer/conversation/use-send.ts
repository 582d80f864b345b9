import type { OutgoingFile } from '#domain/conversation/outgoing-file';
import { usualMail, type DraftMail } from '#contract/draft-mail';
import type { Failure } from '#contract/failures';
import type { RequestInput, RequestOutput } from '#contract/requests';
import type { DraftAct, SentWith } from '#contract/sent-with';
import type { PersonRow } from '#domain/access/person';
import type { ConversationId, MessageId, TeamId } from '#kernel/id';
import { second } from '#kernel/instant';
import type { Outcome } from '#kernel/outcome';
import { useState } from 'react';
import { useAct } from '../kit/act';
import { useLive } from '../kit/live';
import { canUndo } from '../kit/undo';
import { noteSentHere } from './conversation-store';
import { useActs } from './use-acts';
import { momentOf, type Later } from './later';
import type { Written } from './draft-keeper';
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
  /** There is nothing to send: only what is to be done. */
  readonly isBare: boolean;
  readonly onResolved: () => void;
  readonly onTakenBack: (conversation: ConversationId) => void;
};

/** How an answer leaves besides: the case is done with it, or put off. */
export type Way = 'resolve' | Later | null;

export type Send = { readonly send: (way: Way) => Promise<void>; /** With files: they must not leave twice. */ readonly isSending: boolean };

type SendAway = { readonly sendAway: (along: readonly SentWith[]) => Promise<boolean>; readonly isSending: boolean };

/** Hands what is written over to the desk. The composer is empty at once; a refusal brings the text back. */
function useSendAway({ conversation, team, draft, files, naming, seen, onTakenBack }: Parts): SendAway {
  const { ask } = useAct();
  const takeBack = useTakeBack();
  const colleagues = useColleagues(team);
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
    if (outcome.ok) noteSentHere(outcome.value.message);
    // The desk has it: its draft goes, unless something was written since.
    if (outcome.ok) draft.touched(mode);
    else draft.giveBack(written);
    draft.keep();
    setSending(false);
    return outcome.ok;
  }

  async function reply(input: RequestInput<'message.send'>): Promise<Outcome<RequestOutput<'message.send'>, Failure>> {
    const outcome = await ask('message.send', input);
    if (outcome.ok && undoSend > 0) canUndo(() => void comeBack(outcome.value.message), undoSend * second);
    return outcome;
  }

  async function comeBack(message: MessageId): Promise<void> {
    if (await takeBack(conversation, message)) onTakenBack(conversation);
  }

  return { sendAway, isSending };
}

/** Sends what is written with what is to be done besides, and resolves the case when asked; where nothing is written, only that is done. */
export function useSend(parts: Parts): Send {
  const { conversation, asksOutcome, isBare, draft, onResolved } = parts;
  const { sendAway, isSending } = useSendAway(parts);
  const doActs = useActs(conversation);
  const [isActing, setActing] = useState(false);

  /** What is left to do stands in the composer again. */
  function leave(left: readonly DraftAct[], mode: Written['mode']): void {
    if (left.length > 0) draft.giveBack({ mode, text: '', mail: { ...usualMail, along: [...left] } });
  }

  async function act(): Promise<void> {
    const { mode, mail } = draft.written;
    draft.empty();
    setActing(true);
    leave(await doActs(mail.along ?? []), mode);
    draft.touched(mode);
    draft.keep();
    setActing(false);
  }

  async function send(way: Way): Promise<void> {
    const { mode, mail } = draft.written;
    const acts = mail.along ?? [];
    const wanted = mode === 'reply' ? wantedWith(acts, way) : [];
    const outcome = asksOutcome && wanted.some((one) => one.do === 'resolve') ? await askOutcome(conversation) : undefined;
    if (outcome === null) return;
    if (!(await sendAway(wanted.map((one) => (one.do === 'resolve' && outcome !== undefined ? { ...one, outcome } : one))))) return;
    // Nobody gets a case whose answer may still be taken back; and nothing is done with a note.
    leave(mode === 'reply' ? acts.filter((one) => one.do === 'assign') : acts, mode);
    if (way !== null) onResolved();
  }

  return { send: (way) => (isBare ? act() : send(way)), isSending: isSending || isActing };
}

function mentioned(text: string, colleagues: readonly PersonRow[]): Pick<RequestInput<'note.add'>, 'mentions'> {
  const mentions = mentionsIn(text, colleagues);
  return mentions.length === 0 ? {} : { mentions: [...mentions] };
}

/** What the person says last counts for the state of the case. */
function wantedWith(acts: readonly DraftAct[], way: Way): readonly SentWith[] {
  const held = acts.filter((act) => act.do !== 'assign');
  if (way === null) return held;
  const others = held.filter((act) => act.do === 'tag' || act.do === 'priority');
  return [...others, way === 'resolve' ? { do: 'resolve' } : { do: 'snooze', until: momentOf(way, Date.now()) }];
}

/** What goes along to somebody else quotes nothing besides. */
function namedIn({ recipients, forwards, quotes: wanted }: DraftMail, quotes: MessageId | null): Pick<RequestInput<'message.send'>, 'recipients' | 'forwards' | 'quotes'> {
  return { ...(recipients === null ? {} : { recipients }), ...(forwards === null ? {} : { forwards }), ...(wanted && quotes !== null && forwards === null ? { quotes } : {}) };
}
