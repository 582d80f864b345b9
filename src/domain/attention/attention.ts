import type { ConversationId } from '#kernel/id';
import type { Instant } from '#kernel/instant';

/**
 * What may want a person's attention: something new in the queue, a conversation offered or given to them, a customer who wrote in one of
 * theirs, one of theirs that comes back when it was put off to, a colleague who named them, and a first response that is soon due or late.
 */
export const callingClasses = ['queued', 'offered', 'assigned', 'answered', 'woken', 'mentioned', 'dueSoon', 'overdue'] as const;
export type CallingClass = (typeof callingClasses)[number];

/** One thing that happened, until the person has seen it. */
export type Calling = { readonly class: CallingClass; readonly conversation: ConversationId; readonly at: Instant };

/** How a class is told: a sound, and a notice of the system. */
export type Means = { readonly sound: boolean; readonly notice: boolean };

export type AttentionSettings = {
  readonly classes: Readonly<Record<CallingClass, Means>>;
  /** Names and words of customers stand in notices, also on a locked screen. */
  readonly showsText: boolean;
  /** A closed window goes on in the tray. */
  readonly staysInTray: boolean;
};

export const both: Means = { sound: true, notice: true };

export const usualAttention: AttentionSettings = {
  classes: { queued: { sound: true, notice: false }, offered: both, assigned: both, answered: both, woken: both, mentioned: both, dueSoon: both, overdue: both },
  showsText: false,
  staysInTray: false,
};
