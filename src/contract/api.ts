import { caseStatuses } from '#domain/conversation/case';
import { channelKinds } from '#domain/channel/channel';
import { identityKinds } from '#domain/customer/customer';
import { writable } from '#kernel/text';
import { z } from 'zod';
import { articleId, attachmentId, caseId, channelId, conversationId, customerId, macroId, messageId, orderId, personId, queueId, teamId } from './ids';
import { importLimits } from './import-record';
import { limits } from './limits';
import { storableLine } from './storable-line';

/** Moments of the public API are texts in UTC: `2026-05-12T12:00:00.000Z`. */
const moment = z.iso.datetime();

export const apiPageSize = { usual: 50, most: 100 } as const;

/** `after`: the `next` of the page before. */
export const apiPage = { after: storableLine(100).optional(), limit: z.coerce.number().int().min(1).max(apiPageSize.most).default(apiPageSize.usual) };

/** A page of a list; `next` is null on the last. */
export function apiList<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), next: z.string().nullable() });
}

const language = z.enum(['ru', 'en']).nullable();

export const apiCustomer = z.strictObject({
  id: customerId,
  name: z.string(),
  company: z.string().nullable(),
  city: z.string().nullable(),
  language,
  since: moment,
  facts: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  identities: z.array(z.strictObject({ kind: z.enum(identityKinds), value: z.string() })),
});

export const apiCase = z.strictObject({
  id: caseId,
  number: z.int(),
  customer: customerId,
  team: teamId,
  topic: z.string(),
  status: z.enum(caseStatuses),
  owner: personId.nullable(),
  previous: caseId.nullable(),
  openedAt: moment,
});

export const apiConversation = z.strictObject({
  id: conversationId,
  case: caseId,
  customer: customerId,
  team: teamId,
  queue: queueId,
  channel: channelId,
  kind: z.enum(channelKinds),
  subject: z.string(),
  assignee: personId.nullable(),
  openedAt: moment,
  lastMessageAt: moment,
});

export const apiMessage = z.strictObject({
  id: messageId,
  conversation: conversationId,
  at: moment,
  from: z.enum(['customer', 'agent', 'note', 'event']),
  /** Who wrote it; of an event, who did it, where that was a person. */
  author: z.string().nullable(),
  text: z.string(),
  /** What happened, where it is an event. */
  event: z.string().nullable(),
  /** Where an answer stands on its way to the customer. */
  delivery: z.string().nullable(),
  attachments: z.array(z.strictObject({ id: attachmentId, name: z.string(), size: z.int(), type: z.string() })),
});
export type ApiMessage = z.infer<typeof apiMessage>;

const key = storableLine(200).min(1);
const line = storableLine(limits.line);
const items = z.array(z.strictObject({ name: line, quantity: z.int().positive() })).max(importLimits.items);

export const apiOrder = z.strictObject({
  id: orderId,
  key: z.string(),
  customer: customerId,
  number: z.string(),
  status: z.string(),
  total: z.int().nullable(),
  currency: z.string().nullable(),
  placedAt: moment,
  items,
  changedAt: moment,
});

export const apiArticle = z.strictObject({ id: articleId, key: z.string(), title: z.string(), text: z.string(), language, category: z.string().nullable(), changedAt: moment });
export const apiMacro = z.strictObject({ id: macroId, key: z.string(), title: z.string(), text: z.string(), language, changedAt: moment });

/** `PUT` by its key in the system that it comes from: made where there was none, replaced where there was. */
export const apiOrderPut = z.strictObject({
  customer: customerId,
  number: line.min(1),
  status: line.min(1),
  /** In hundredths of the currency. */
  total: z.int().nullable(),
  currency: z.string().regex(/^[A-Z]{3}$/).nullable(),
  placedAt: moment,
  items,
});
const body = storableLine(importLimits.body).min(1);
export const apiArticlePut = z.strictObject({ title: line.min(1), text: body, language, category: line.nullable() });
export const apiMacroPut = z.strictObject({ title: line.min(1), text: storableLine(limits.messageText).min(1), language });
export const apiKey = z.strictObject({ key });

export const apiText = z.strictObject({ text: z.string().min(1).max(limits.messageText).transform(writable) });
export const apiWritten = z.strictObject({ message: messageId });
