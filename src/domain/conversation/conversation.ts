import type { CaseId, ChannelId, ConversationId, CustomerId, MessageId, PersonId, QueueId, TeamId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { ChannelKind } from '../channel/channel';
import type { Offer } from './offered';

/** The first-response clock: absolute moments, so that it counts down without a network. */
export type FirstResponse =
  | { readonly state: 'running'; readonly dueAt: Instant }
  | { readonly state: 'met'; readonly dueAt: Instant; readonly at: Instant }
  | { readonly state: 'missed'; readonly dueAt: Instant; readonly at: Instant };

export type ConversationRow = {
  readonly id: ConversationId;
  readonly case: CaseId;
  readonly customer: CustomerId;
  readonly team: TeamId;
  readonly queue: QueueId;
  readonly channel: ChannelId;
  readonly kind: ChannelKind;
  readonly subject: string;
  readonly assignee: PersonId | null;
  /** Grows with every assignment; a writer that holds an older number is late. */
  readonly fence: number;
  /** The moment of its first message: a copy that holds only later ones knows that it lacks some. */
  readonly openedAt: Instant;
  readonly lastMessageAt: Instant;
  readonly preview: string;
  readonly previewFrom: 'customer' | 'agent';
  /** Customer messages since an agent last looked. */
  readonly unread: number;
  readonly firstResponse: FirstResponse;
  readonly version: number;
  /** The newest answer to the customer; null for none, and for one of before this was kept. */
  readonly answered: MessageId | null;
  readonly offer: Offer | null;
};
