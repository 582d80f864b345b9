import { messengerKinds } from '#domain/channel/channel';
import { z } from 'zod';
import { channelId, queueId } from './ids';
import { properName } from './proper-name';

/** Why a messenger cannot be used, as its channel says it. */
export const messengerFailures = [
  /** Its keys were sealed by a key of the server that the server was not given any more. */
  'messenger.keyGone',
  /** The messenger does not know this key, or no longer. */
  'messenger.keyRefused',
  'messenger.unreachable',
  /** It refuses the address at which we hear from it. */
  'messenger.hookRefused',
  /** Somebody else listens with the same key. */
  'messenger.listenedElsewhere',
  /** The address lies in the network of the server itself, or is not https. */
  'messenger.addressRefused',
  /** Another channel is connected to the same account. */
  'messenger.taken',
] as const;
export type MessengerFailure = (typeof messengerFailures)[number];

const secret = z.string().trim().min(1).max(500).regex(/^[\x21-\x7e]+$/);
const webAddress = z.url({ protocol: /^https?$/ }).max(500);

/** What an administrator enters; what is secret in it is sealed and never shown again. */
export const messengerSetup = z.discriminatedUnion('kind', [
  /** `base`: our own public address, for being called; null: we ask Telegram ourselves. */
  z.strictObject({ kind: z.literal('telegram'), token: secret, base: webAddress.nullable() }),
  z.strictObject({ kind: z.literal('vk'), token: secret, group: z.int().positive(), confirmation: secret, secret }),
  z.strictObject({ kind: z.literal('max'), token: secret, base: webAddress }),
  z.strictObject({ kind: z.literal('whatsapp'), token: secret, phone: z.string().regex(/^\d{5,20}$/), appSecret: secret, verify: secret }),
  /** `address`: where the other system takes answers. */
  z.strictObject({ kind: z.literal('connect'), address: webAddress }),
]);
export type MessengerSetup = z.infer<typeof messengerSetup>;

/** `POST /messengers`: a new channel. */
export const newMessenger = z.strictObject({ name: properName, queue: queueId, setup: messengerSetup });

/** `POST /messengers/test`: as whom people know us there. */
export const messengerKnown = z.strictObject({ name: z.string() });

/** What has to be entered on the other side: where it calls us, and what it signs with. Told once. */
export const messengerConnected = z.strictObject({ channel: channelId, hook: z.string(), secret: z.string().nullable() });

/** `PUT /messengers/:channel`: what the other side signs with, where it had to be made anew. Told once. */
export const messengerChanged = z.strictObject({ secret: z.string().nullable() });

export const messengerStates = ['waiting', 'connected', ...messengerFailures] as const;
export type MessengerState = (typeof messengerStates)[number];

/** `GET /messengers`. `account`: as whom we are known there. */
export const messengerList = z.array(
  z.strictObject({ channel: channelId, kind: z.enum(messengerKinds), name: z.string(), account: z.string(), hook: z.string(), polls: z.boolean(), state: z.enum(messengerStates), since: z.number() }),
);
