import { asMarked } from '#domain/channel/rich-text';
import { limits } from '#contract/limits';
import type { DraftAct } from '#contract/sent-with';
import { notCarried } from '#domain/conversation/carried-file';
import { openSlots } from '#domain/knowledge/slots';
import type { ConversationId } from '#kernel/id';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { useMe } from '../kit/me';
import { useConversation, type ComposerCall } from './conversation-store';
import type { ComposerBox } from './composer-box';
import { answeredMeanwhile, newestAnswer, type Meanwhile } from './answered-meanwhile';
import type { Written } from './draft-keeper';
import type { Opened } from './opened';
import { standing, type Standing } from './rights';
import { useDraft } from './use-draft';
import { useFiles, type Files } from './use-files';
import { useRecipients, type Naming } from './use-recipients';
import { useSend, type Way } from './use-send';
import { useTooLong } from './use-too-long';
import { useTypingMark } from './use-typing-mark';
import { useWindowClosed } from './use-window-closed';
import { useDirectory } from '../kit/directory';

/** What another feature shows above a reply, and how it puts a text where the cursor is. */
export type BeforeReply = (place: { readonly conversation: ConversationId; readonly onInsert: (text: string) => void }) => ReactNode;

export type WritingProps = { readonly beforeReply: BeforeReply; readonly opened: Opened; readonly offline: boolean; readonly onResolved: () => void; readonly onTakenBack: (conversation: ConversationId) => void; readonly onArticles: () => void };

export type Writing = {
  readonly written: Written;
  /** What keeps an answer from being written: it is somebody else's, or the messenger takes none any more. */
  readonly barrier: 'owner' | 'window' | null;
  readonly meanwhile: Meanwhile;
  readonly stands: Standing;
  readonly field: React.RefObject<ComposerBox | null>;
  /** The text may have a form. */
  readonly isRich: boolean;
  readonly choice: React.RefObject<HTMLSelectElement | null>;
  readonly attached: Opened['files'];
  readonly files: Files;
  /** Of a mail. */
  readonly naming: Naming | null;
  /** Null where files have no place. */
  readonly taking: Files['take'] | null;
  readonly sendable: boolean;
  /** There is nothing to send, and something to do. */
  readonly acting: boolean;
  /** That is done only once the answer before has left. */
  readonly waits: boolean;
  readonly write: (next: Written) => void;
  readonly type: (text: string) => void;
  readonly keep: () => void;
  readonly send: (way: Way) => void;
  /** A text was pasted for which no message has room. */
  readonly tooLong: (isAttached: boolean) => void;
};

/** What is being written in one conversation, and what may become of it. */
export function useWriting({ opened, onResolved, onTakenBack }: WritingProps): Writing {
  const { conversation } = opened;
  const field = useRef<ComposerBox>(null);
  const choice = useRef<HTMLSelectElement>(null);
  const draft = useDraft(conversation.id, opened.drafts, opened.returned);
  const { written, write, keep } = draft;
  const isReply = written.mode === 'reply';
  const isRich = isReply && conversation.kind === 'email';
  const mark = useTypingMark(conversation.id, { isEmpty: written.text === '', quiet: !isReply || conversation.kind === 'email' });
  const tooLong = useTooLong();
  const stands = standing(conversation, opened.case, useMe());
  const files = useFiles(conversation.id, field);
  const addressed = useRecipients(opened, written.mail, (mail) => write({ ...written, mail }));
  const naming = isRich ? addressed : null;
  const attached = isReply ? opened.files : noFiles;
  const meanwhile = answeredMeanwhile(opened, written, useConversation(({ sentHere }) => sentHere));
  const directory = useDirectory();
  const sending = useSend({ conversation: conversation.id, isBare: isBare({ written, naming, attached }), team: conversation.team, asksOutcome: directory.queue(conversation.queue)?.asksOutcome === true, draft, files: attached, naming, seen: meanwhile.seen, onResolved, onTakenBack });
  const isOver = useWindowClosed(opened);
  const barrier = barrierOf({ isReply, isMine: stands === 'mine', isOver });
  const acting = isBare({ written, naming, attached }) && (written.mail.along ?? []).length > 0;
  const waits = acting && (written.mail.along ?? []).some(isOrdered) && opened.messages.some(({ held }) => held !== null);
  const sendable = barrier === null && !waits && meanwhile.news.length === 0 && !sending.isSending && files.incoming.length === 0 && isWhole({ written, naming, attached, kind: conversation.kind });

  useComposerCall(conversation.id, (call, isNew) => {
    keep();
    const next = draft.turn(call.mode);
    if (call.forwards !== null) write({ ...next, mail: { ...next.mail, recipients: { to: [], cc: [], bcc: [] }, forwards: call.forwards } });
    if (call.insert !== null && next.mode === written.mode && field.current !== null) return field.current.insert(call.insert);
    // Into a field that has yet to appear, at the end.
    if (call.insert !== null) write({ ...next, text: `${next.text}${next.mode === 'reply' && conversation.kind === 'email' ? asMarked(call.insert) : call.insert}` });
    focusSoon(isOver && next.mode === 'reply' ? choice : field, isNew || next.mode !== written.mode);
  });

  function type(text: string): void {
    // What they know of when they begin is what they may be told of before it leaves.
    write(written.text === '' && isReply ? { ...written, text, seen: newestAnswer(opened) } : { ...written, text });
    mark();
  }

  const taking = isReply && barrier === null ? files.take : null;
  return { written, barrier, meanwhile, stands, field, isRich, choice, attached, files, naming, taking, sendable, acting, waits, write, type, keep, tooLong, send: (way) => void (sendable && sending.send(isReply ? way : null)) };
}

const noFiles: Opened['files'] = [];

function barrierOf({ isReply, isMine, isOver }: { readonly isReply: boolean; readonly isMine: boolean; readonly isOver: boolean }): Writing['barrier'] {
  if (!isReply) return null;
  if (!isMine) return 'owner';
  return isOver ? 'window' : null;
}

type Whole = Pick<Writing, 'written' | 'naming' | 'attached'> & { readonly kind: Opened['conversation']['kind'] };

/** A tag and a priority are the same before an answer and behind it. */
function isOrdered({ do: what }: DraftAct): boolean {
  return what !== 'tag' && what !== 'priority';
}

/** Nothing would leave. */
function isBare({ written, naming, attached }: Pick<Writing, 'written' | 'naming' | 'attached'>): boolean {
  return written.text.trim() === '' && attached.length === 0 && (naming?.named?.forwards ?? null) === null;
}

/** Whether it can go as it stands there. */
function isWhole({ written, naming, attached, kind }: Whole): boolean {
  const hasContent = !isBare({ written, naming, attached }) || (written.mail.along ?? []).length > 0;
  const isNamed = (naming?.problem ?? null) === null;
  return hasContent && isNamed && (written.mode === 'note' || openSlots(written.text).length === 0) && attached.every((file) => notCarried(kind, file) === null) && written.text.length <= limits.messageText;
}

/** What may get the cursor. */
type Focused = { readonly focus: () => void };

/** At once, so that the next letter is text and no key; later only where the field has yet to appear. */
function focusSoon(field: React.RefObject<Focused | null>, isYetToAppear: boolean): void {
  field.current?.focus();
  if (field.current === null || isYetToAppear) requestAnimationFrame(() => (field.current?.focus(), requestAnimationFrame(() => field.current?.focus())));
}

const heard = new WeakSet<ComposerCall>();

/** Each call is answered once: by the composer that is there, or by that of the conversation it names, unless another one is drawn first. */
function useComposerCall(conversation: ConversationId, answer: (call: ComposerCall, isNew: boolean) => void): void {
  const call = useConversation((state) => state.composerCall);
  const past = useRef(call);
  useLayoutEffect(() => {
    if (call === null || heard.has(call)) return;
    const isNew = call === past.current;
    const isMeant = call.conversation === null ? !isNew : call.conversation === conversation;
    if (!isMeant && !isNew) return;
    heard.add(call);
    if (isMeant) answer(call, isNew);
  });
}
