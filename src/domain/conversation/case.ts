import type { CaseId, ConversationId, CustomerId, MessageId, PersonId, TeamId } from '#kernel/id';
import { day, type Duration, type Instant } from '#kernel/instant';
import type { Priority } from './priority';
import type { Outcome } from '../queue/disposition';

export const caseStatuses = ['new', 'open', 'waiting', 'snoozed', 'resolved', 'closed'] as const;
export type CaseStatus = (typeof caseStatuses)[number];

export type CaseState =
  | { readonly status: 'new' }
  | { readonly status: 'open' }
  | { readonly status: 'waiting'; readonly since: Instant }
  | { readonly status: 'snoozed'; readonly until: Instant }
  | { readonly status: 'resolved'; readonly at: Instant }
  | { readonly status: 'closed'; readonly at: Instant; /** It is no case but spam. */ readonly spam?: SpamPlacer | undefined };

/** Who says that it is spam: a person, or the list of blocked senders. */
export const spamPlacers = ['person', 'list'] as const;
export type SpamPlacer = (typeof spamPlacers)[number];

export type CaseRow = {
  readonly id: CaseId;
  /** The number that people say to each other; unique per tenant. */
  readonly number: number;
  readonly customer: CustomerId;
  readonly team: TeamId;
  readonly topic: string;
  readonly state: CaseState;
  readonly owner: PersonId | null;
  /** The resolved case that this one continues, when the customer came back after the reopening window. */
  readonly previous: CaseId | null;
  readonly openedAt: Instant;
  readonly version: number;
  /** As a person judged it. */
  readonly priority: Priority;
  /** In alphabetical order; see tags.ts. */
  readonly tags: readonly string[];
  /** What came of it, as whoever resolved it last wrote down; null: nothing was written. */
  readonly outcome: Outcome | null;
  /** Cases that belong together with it; each names the other. */
  readonly related: readonly CaseId[];
  /** Its conversations are in another case now; what they were, so that they can come back. */
  readonly merged: CaseMerge | null;
  /** The customer's newest message in it, on whatever channel, or the line of a merge that brought some; null for none, and for one of before this was kept. */
  readonly heard: MessageId | null;
};

export type CaseMerge = {
  readonly into: CaseId;
  readonly at: Instant;
  readonly by: PersonId;
  readonly conversations: readonly ConversationId[];
  readonly state: CaseState;
  readonly owner: PersonId | null;
};

/** A customer's message reopens a resolved case within this window; later it starts a new, linked case. */
export const reopenWindow: Duration = 7 * day;

export function isFinished(state: CaseState): state is Extract<CaseState, { status: 'resolved' | 'closed' }> {
  return state.status === 'resolved' || state.status === 'closed';
}

export function isSpam(state: CaseState): boolean {
  return state.status === 'closed' && state.spam !== undefined;
}

/** Put off to a moment that has not come. What the clock says holds without a network too: the server only writes it down. */
export function isAsleep(state: CaseState, now: Instant): boolean {
  return state.status === 'snoozed' && state.until > now;
}

/** Copies keep finished cases for a while, counted from this moment; null for one that is not finished. */
export function finishedAt(state: CaseState): Instant | null {
  return isFinished(state) ? state.at : null;
}

export function reopensWith(state: CaseState, now: Instant): boolean {
  return !isFinished(state) || (state.status === 'resolved' && now - state.at <= reopenWindow);
}
