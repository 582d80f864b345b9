import type { ConversationId } from '#kernel/id';
import { create } from 'zustand';

export type Question = 'snooze' | 'priority' | 'tags' | 'assign';

/** What is asked about the conversations that something is to be done to; null: nothing. */
export type Asked = { readonly what: Question; readonly about: readonly ConversationId[] };

export const useAsked = create<{ readonly asked: Asked | null }>(() => ({ asked: null }));

export function askAbout(asked: Asked | null): void {
  if (asked === null || asked.about.length > 0) useAsked.setState({ asked });
}
