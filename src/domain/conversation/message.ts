import type { AttachmentId, ConversationId, CustomerId, MessageId, PersonId, QueueId, TeamId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { OfferEnd } from './offered';
import type { Priority } from './priority';
import type { MailNames, Recipients } from './recipients';

/** Where an answer stands on its way to the customer. `waiting` lives only in the agent's own copy. */
export type Delivery =
  | { readonly state: 'waiting' }
  | { readonly state: 'accepted'; readonly at: Instant }
  | { readonly state: 'sent'; readonly at: Instant }
  | { readonly state: 'delivered'; readonly at: Instant }
  | { readonly state: 'read'; readonly at: Instant }
  /** `again`: since then it is tried once more; the failure stands until the channel has accepted it. */
  | { readonly state: 'failed'; readonly at: Instant; readonly reason: DeliveryFailure; readonly again?: Instant | undefined };

export const deliveryFailures = [
  'delivery.refused',
  'delivery.unreachable',
  'delivery.expired',
  /** The customer has blocked the company's bot there. */
  'delivery.blocked',
  /** Too long since the customer wrote: the messenger takes an approved template only. */
  'delivery.windowClosed',
  /** The channel does not take one of the files along. */
  'delivery.noFiles',
  /** The messenger does not know this template any more, or it has other slots. */
  'delivery.templateRefused',
  /** Some of several recipients were refused; the others have it. */
  'delivery.partly',
  /** It went over and nobody answered, or whoever sent it died: it may have arrived. A person decides whether it leaves again. */
  'delivery.inDoubt',
  /** It may have arrived, and a person left it at that. */
  'delivery.left',
] as const;
export type DeliveryFailure = (typeof deliveryFailures)[number];

/** Whether nobody knows for certain that a message arrived, or that it did not. */
export function isDoubtful(delivery: Delivery): boolean {
  return delivery.state === 'failed' && (delivery.reason === 'delivery.inDoubt' || delivery.reason === 'delivery.left');
}

/** What certainly did not arrive, and may with the same words another time. */
const retried: ReadonlySet<DeliveryFailure> = new Set(['delivery.refused', 'delivery.unreachable', 'delivery.expired', 'delivery.blocked']);

export function mayRetry(delivery: Delivery): boolean {
  return delivery.state === 'failed' && delivery.again === undefined && retried.has(delivery.reason);
}

/** Why a bot gives a conversation to people. */
export const handOverReasons = ['asked', 'notUnderstood', 'upset', 'complaint', 'important', 'flow', 'off', 'failed'] as const;
export type HandOverReason = (typeof handOverReasons)[number];

/** What happened to the conversation itself, told between the messages. */
export type ConversationEvent =
  | { readonly type: 'taken'; readonly by: PersonId }
  | { readonly type: 'assigned'; readonly by: PersonId; readonly to: PersonId }
  | { readonly type: 'returned'; readonly by: PersonId }
  /** Moved to a queue, and so to its team. `reason` is what the person wrote for the colleagues there. */
  | { readonly type: 'transferred'; readonly by: PersonId; readonly from: QueueId; readonly to: QueueId; readonly reason: string | null }
  /** Back in the queue, because nothing was heard of its owner. */
  | { readonly type: 'leaseEnded'; readonly owner: PersonId }
  /** The customer wrote to somebody who is away: back in the queue. */
  | { readonly type: 'ownerAway'; readonly owner: PersonId }
  | { readonly type: 'markedSpam'; readonly by: PersonId }
  | { readonly type: 'unmarkedSpam'; readonly by: PersonId }
  /** The bot gives it to people. `intent`: what it understood of what the customer wants. */
  | { readonly type: 'handedOver'; readonly by: PersonId; readonly why: HandOverReason; readonly intent: string | null }
  | { readonly type: 'offered'; readonly by: PersonId | null; readonly to: PersonId; readonly reason: string | null }
  /** It did not take the conversation along; who takes it tells that it was accepted. */
  | { readonly type: 'offerEnded'; readonly to: PersonId; readonly why: Exclude<OfferEnd, 'accepted'> }
  | { readonly type: 'resolved'; readonly by: PersonId }
  /** By the customer, after `finisher` had resolved it; the text of the message is their comment. */
  | { readonly type: 'rated'; readonly score: number; readonly finisher: PersonId }
  /** The conversations of one case are in another one now, or are back. Cases by their numbers. */
  | { readonly type: 'caseMerged' | 'caseParted'; readonly by: PersonId; readonly from: number; readonly into: number }
  | { readonly type: 'reopened'; readonly by: PersonId | null }
  | { readonly type: 'snoozed'; readonly by: PersonId; readonly until: Instant }
  /** Null: its moment has come. */
  | { readonly type: 'woken'; readonly by: PersonId | null }
  /** Nothing is to be done before the customer answers. */
  | { readonly type: 'awaited'; readonly by: PersonId }
  | { readonly type: 'prioritised'; readonly by: PersonId; readonly to: Priority }
  | { readonly type: 'tagged'; readonly by: PersonId; readonly added: readonly string[]; readonly removed: readonly string[] };

/** Colleagues that one note may name. */
export const mostMentions = 20;

export type MessagePart =
  | { readonly kind: 'inbound'; readonly author: CustomerId; readonly authorName: string; /** Of a mail. */ readonly names?: MailNames | undefined }
  | { readonly kind: 'outbound'; readonly author: PersonId; readonly delivery: Delivery; /** Of a mail; absent where the author named nobody: it goes to the customer. */ readonly recipients?: Recipients | undefined; /** The message of this conversation that goes along to somebody else. */ readonly forwards?: MessageId | undefined; /** The message of this conversation that stands below it. */ readonly quotes?: MessageId | undefined }
  | { readonly kind: 'note'; readonly author: PersonId; /** Colleagues of the team whom it is meant for. */ readonly mentions?: readonly PersonId[] | undefined }
  | { readonly kind: 'event'; readonly event: ConversationEvent };

export type Attachment = {
  readonly id: AttachmentId;
  readonly name: string;
  /** Size in bytes. */
  readonly size: number;
  /** The media type that the sender claimed; never a reason to open anything. */
  readonly type: string;
};

export type MessageRow = {
  readonly id: MessageId;
  readonly conversation: ConversationId;
  readonly team: TeamId;
  readonly at: Instant;
  readonly part: MessagePart;
  readonly text: string;
  /** Cleaned HTML of a mail, or null; the window cleans it again before showing it. */
  readonly html: string | null;
  readonly attachments: readonly Attachment[];
  readonly version: number;
};
