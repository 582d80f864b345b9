import type { ChannelId, QueueId } from '#kernel/id';
import { hour, second, type Duration, type Instant } from '#kernel/instant';

/** Places where customers write from an app of somebody else; `connect` is any other system that speaks our signed HTTP. */
export const messengerKinds = ['telegram', 'vk', 'max', 'whatsapp', 'connect'] as const;
export type MessengerKind = (typeof messengerKinds)[number];

export const channelKinds = ['email', 'chat', ...messengerKinds] as const;
export type ChannelKind = (typeof channelKinds)[number];

export type ChannelRow = {
  readonly id: ChannelId;
  readonly kind: ChannelKind;
  readonly name: string;
  /** The address that customers write to, or the site key of a chat widget. */
  readonly address: string;
  readonly queue: QueueId;
  readonly version: number;
};

/** Default first-response targets. Source: README, "Response targets". */
export const firstResponseTarget: Readonly<Record<ChannelKind, Duration>> = {
  email: 7200 * second,
  chat: 60 * second,
  telegram: 1800 * second,
  vk: 1800 * second,
  max: 1800 * second,
  whatsapp: 1800 * second,
  connect: 1800 * second,
};

/** WhatsApp takes words of a company for this long after the customer's last message; later only a template that it has approved. */
const answerWindow: Readonly<Partial<Record<ChannelKind, Duration>>> = { whatsapp: 24 * hour };

/** Until when a channel of this kind takes an answer in free words; null: always. */
export function answerableUntil(kind: ChannelKind, lastInboundAt: Instant): Instant | null {
  const open = answerWindow[kind];
  return open === undefined ? null : lastInboundAt + open;
}
