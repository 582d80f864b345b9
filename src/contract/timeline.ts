import { channelKinds } from '#domain/channel/channel';
import { caseStatuses, type CaseRow } from '#domain/conversation/case';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { CustomerNoteRow } from '#domain/customer/customer-note';
import type { OrderRow } from '#domain/customer/order';
import type { ConversationId, MessageId } from '#kernel/id';
import { z } from 'zod';
import { conversationId, customerId, messageId, teamId } from './ids';
import { limits } from './limits';
import { rows } from './rows';

/** What a customer's timeline is made of. Calls are conversations; `stub`: a contact of another team, of which no content is told. */
export const timelineKinds = ['conversation', 'note', 'rating', 'order', 'stub'] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/** A contact with another team, as the server tells it with the past of a customer. */
export const contactStub = z.strictObject({ id: z.string().max(80), at: z.number(), channel: z.enum(channelKinds), team: teamId, topic: z.string(), status: z.enum(caseStatuses) });
export type ContactStub = z.infer<typeof contactStub>;

export const timelineFilter = z.strictObject({
  /** Null: of every kind. */
  kind: z.enum(timelineKinds).nullable(),
  channel: z.enum(channelKinds).nullable(),
  team: teamId.nullable(),
  /** Null: from the beginning. */
  from: z.number().nullable(),
});
export type TimelineFilter = z.infer<typeof timelineFilter>;

const edge = z.strictObject({ at: z.number(), id: z.string().max(200) });

export const timelineQuestion = z.strictObject({ customer: customerId, filter: timelineFilter, /** What is older than this. */ before: edge.nullable() });

const at = z.number();
const id = z.string();
const timelineItem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('conversation'), id, at, conversation: rows.conversations, case: rows.cases }),
  z.strictObject({ kind: z.literal('note'), id, at, note: rows.customer_notes }),
  z.strictObject({ kind: z.literal('rating'), id, at, conversation: conversationId, message: messageId, score: z.int() }),
  z.strictObject({ kind: z.literal('order'), id, at, order: rows.orders }),
  z.strictObject({ kind: z.literal('stub'), id, at, stub: contactStub }),
]);
export type TimelineItem = { readonly id: string; readonly at: number } & (
  | { readonly kind: 'conversation'; readonly conversation: ConversationRow; readonly case: CaseRow }
  | { readonly kind: 'note'; readonly note: CustomerNoteRow }
  | { readonly kind: 'rating'; readonly conversation: ConversationId; readonly message: MessageId; readonly score: number }
  | { readonly kind: 'order'; readonly order: OrderRow }
  | { readonly kind: 'stub'; readonly stub: ContactStub }
);

/** A page, newest first. */
export const timelinePage = z.strictObject({ items: z.array(timelineItem).max(limits.timelinePage), more: z.boolean() });
