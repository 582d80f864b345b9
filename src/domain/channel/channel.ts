import type { ChannelId, QueueId } from '#kernel/id';
import { second, type Duration } from '#kernel/instant';

export const channelKinds = ['email', 'chat'] as const;
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
};
