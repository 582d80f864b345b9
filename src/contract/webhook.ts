import { z } from 'zod';
import { webhookDeliveryId, webhookId } from './ids';

/** What other systems can be told. */
export const webhookEvents = [
  'conversation.created', 'conversation.assigned', 'conversation.returned', 'conversation.transferred', 'message.received', 'message.sent', 'note.added', 'case.resolved', 'case.reopened',
] as const;
const webhookEvent = z.enum(webhookEvents);
export type WebhookEvent = z.infer<typeof webhookEvent>;

export const mostWebhooks = 20;
/** Deliveries that one answer names, newest first. */
export const shownDeliveries = 100;

export const newWebhook = z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(1000), events: z.array(webhookEvent).min(1).max(webhookEvents.length) });
export const webhookSwitch = z.strictObject({ on: z.boolean() });

export const webhook = z.strictObject({
  id: webhookId,
  url: z.string(),
  events: z.array(webhookEvent),
  state: z.enum(['on', 'off']),
  /** Why it is off: it failed for too long, its server said that it is gone, or somebody turned it off. */
  reason: z.enum(['failing', 'gone', 'hand']).nullable(),
  failingSince: z.number().nullable(),
  madeAt: z.number(),
});
export type Webhook = z.infer<typeof webhook>;
export const webhookList = z.strictObject({ webhooks: z.array(webhook) });

/** The secret that signs what it is told, shown this once. */
export const madeWebhook = z.strictObject({ webhook, secret: z.string() });

export const webhookDelivery = z.strictObject({
  id: webhookDeliveryId,
  type: z.enum([...webhookEvents, 'webhook.tried']),
  state: z.enum(['waiting', 'sent', 'failed']),
  attempt: z.int(),
  at: z.number(),
  triedAt: z.number().nullable(),
  /** What its server answered; null where it did not. */
  status: z.int().nullable(),
  detail: z.string(),
});
export const webhookDeliveryList = z.strictObject({ deliveries: z.array(webhookDelivery) });
