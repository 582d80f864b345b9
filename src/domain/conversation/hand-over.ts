import type { MessageId, PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { RowChange } from '../tables';
import type { CaseState } from './case';
import { eventMessage } from './event-message';
import type { ConversationEvent } from './message';
import { closeOffer } from './offered';
import type { Reached } from './reach';

export type Handing = { readonly owner: PersonId | null; readonly event: ConversationEvent };

/** The id and the moment of the line that tells what happened. */
export type TellingLine = { readonly id: MessageId; readonly at: Instant };

/** Gives a conversation and its case another owner, or none. The fence grows: who held it before is late from here on, and an open offer ends. */
export function handed({ conversation, case: row }: Reached, { owner, event }: Handing, line: TellingLine): readonly RowChange[] {
  const state: CaseState = row.state.status === 'new' && owner !== null ? { status: 'open' } : row.state;
  return [
    { op: 'put', table: 'conversations', row: { ...conversation, assignee: owner, fence: conversation.fence + 1, offer: closeOffer(conversation.offer, 'withdrawn', line.at) } },
    { op: 'put', table: 'cases', row: { ...row, owner, state } },
    eventMessage(conversation, event, line),
  ];
}
