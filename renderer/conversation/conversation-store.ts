import type { ConversationId, MessageId } from '#kernel/id';
import { create } from 'zustand';

export type ComposerMode = 'reply' | 'note';

/** `conversation`: whose composer is meant; null: the one that is there. `forwards`: the message that is to go along to somebody; `insert`: what goes in at the cursor. */
export type ComposerCall = { readonly conversation: ConversationId | null; readonly mode: ComposerMode; readonly forwards: MessageId | null; readonly insert: string | null };

type ConversationState = {
  /** The latest call for the composer; a new object each time, so that the same call twice is two calls. */
  readonly composerCall: ComposerCall | null;
  readonly assigning: boolean;
  readonly transferring: boolean;
  readonly offering: boolean;
  /** What was written in this window: its person knows of them. */
  readonly sentHere: ReadonlySet<MessageId>;
  readonly remarksShown: boolean;
  /** The latest call for the field of a new remark. */
  readonly remarkCall: object | null;
  /** Remarks that are being written. Nowhere but here: a draft on the disk would outlive the right to see it. */
  readonly remarkTexts: ReadonlyMap<ConversationId, string>;
};

const atFirst: ConversationState = { composerCall: null, assigning: false, transferring: false, offering: false, sentHere: new Set(), remarksShown: false, remarkCall: null, remarkTexts: new Map() };

export const useConversation = create<ConversationState>(() => atFirst);

/** Brings the cursor into the composer; into that of a conversation that is being opened as soon as it is drawn. */
export function callComposer(mode: ComposerMode, forwards: MessageId | null = null, conversation: ConversationId | null = null): void {
  useConversation.setState({ composerCall: { conversation, mode, forwards, insert: null } });
}

/** Puts a stored text in at the cursor; it is sent by nobody but the person. */
export function insertText(mode: ComposerMode, insert: string): void {
  useConversation.setState({ composerCall: { conversation: null, mode, forwards: null, insert } });
}

/** More than anybody sends while a window stands. */
const mostSent = 1000;

export function noteSentHere(message: MessageId): void {
  useConversation.setState(({ sentHere }) => ({ sentHere: new Set([...[...sentHere].slice(1 - mostSent), message]) }));
}

export function setAssigning(assigning: boolean): void {
  useConversation.setState({ assigning });
}

export function setTransferring(transferring: boolean): void {
  useConversation.setState({ transferring });
}

export function setOffering(offering: boolean): void {
  useConversation.setState({ offering });
}

export function setRemarks(remarksShown: boolean): void {
  useConversation.setState({ remarksShown, remarkCall: null });
}

/** By key: shows the remarks with the cursor in the field, or hides them. */
export function toggleRemarks(): void {
  useConversation.setState(({ remarksShown }) => ({ remarksShown: !remarksShown, remarkCall: remarksShown ? null : {} }));
}

export function writeRemark(conversation: ConversationId, text: string): void {
  useConversation.setState(({ remarkTexts }) => ({ remarkTexts: new Map(remarkTexts).set(conversation, text) }));
}

/** A refused text comes before what was written meanwhile, with the cursor behind it. */
export function giveRemarkBack(conversation: ConversationId, text: string): void {
  useConversation.setState(({ remarkTexts }) => {
    const joined = [text, remarkTexts.get(conversation) ?? ''].filter((one) => one !== '').join('\n');
    return { remarksShown: true, remarkCall: {}, remarkTexts: new Map(remarkTexts).set(conversation, joined) };
  });
}

/** What one person began here is not for the next one. */
export function forgetConversation(): void {
  useConversation.setState(atFirst);
}
