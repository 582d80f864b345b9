import type { ConversationId, MessageId } from '#kernel/id';
import { create } from 'zustand';

export type Overlay = 'none' | 'help' | 'appearance' | 'waiting' | 'tour' | 'knowledge' | /** Over a new mail. */ 'mailKnowledge' | 'newMail' | 'signature' | 'absence' | 'attention' | 'frames' | 'security' | 'company' | 'macros' | 'outcomes' | 'companySuggestions' | 'imports' | 'programs' | 'channels' | 'widget' | 'bot' | 'closeShift' | 'signOut' | 'pin';

/** A message to be brought into view: it stands so many messages from the end of its conversation. */
export type Sought = { readonly conversation: ConversationId; readonly id: MessageId; readonly place: number };

type DeskState = {
  readonly open: ConversationId | null;
  /** In the open conversation. */
  readonly sought: Sought | null;
  /** The row that the pointer is on, or was on last. */
  readonly pointed: ConversationId | null;
  readonly customerShown: boolean;
  readonly overlay: Overlay;
};

/** What joins the features: which conversation is open, and what lies over the desk. A restart may forget it. */
export const useDesk = create<DeskState>(() => ({ open: null, sought: null, pointed: null, customerShown: true, overlay: 'none' }));

export function openConversation(open: ConversationId | null): void {
  useDesk.setState({ open, sought: null });
}

export function openMessage(sought: Sought): void {
  useDesk.setState({ open: sought.conversation, sought });
}

export function pointAt(pointed: ConversationId): void {
  useDesk.setState({ pointed });
}

export function toggleCustomer(): void {
  useDesk.setState(({ customerShown }) => ({ customerShown: !customerShown }));
}

export function showOverlay(overlay: Overlay): void {
  useDesk.setState({ overlay });
}
