import type { Recipients } from '#domain/conversation/recipients';
import { create } from 'zustand';

type NewMail = { readonly recipients: Recipients; readonly subject: string; readonly text: string };

const blank: NewMail = { recipients: { to: [], cc: [], bcc: [] }, subject: '', text: '' };

/** What stands in the window of a new mail until it is sent: closing the window loses nothing. */
export const useNewMail = create<NewMail>(() => blank);

export function writeNewMail(part: Partial<NewMail>): void {
  useNewMail.setState(part);
}

/** It was sent, or somebody else works here now. */
export function forgetNewMail(): void {
  useNewMail.setState(blank);
}
