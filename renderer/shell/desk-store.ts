import type { ConversationId } from '#kernel/id';
import { create } from 'zustand';

export type Overlay = 'none' | 'help' | 'newMail' | 'signature' | 'absence' | 'frames' | 'security' | 'company' | 'macros' | 'imports' | 'programs' | 'channels' | 'widget' | 'bot' | 'signOut' | 'pin';

type DeskState = {
  readonly open: ConversationId | null;
  /** The row that the pointer is on, or was on last. */
  readonly pointed: ConversationId | null;
  readonly customerShown: boolean;
  readonly overlay: Overlay;
};

/** What joins the features: which conversation is open, and what lies over the desk. A restart may forget it. */
export const useDesk = create<DeskState>(() => ({ open: null, pointed: null, customerShown: true, overlay: 'none' }));

export function openConversation(open: ConversationId | null): void {
  useDesk.setState({ open });
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
