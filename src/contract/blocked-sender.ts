import { isBlockable } from '#domain/conversation/recipients';
import { z } from 'zod';
import { personId } from './ids';

const blockable = z.string().trim().toLowerCase().max(254).refine(isBlockable);

/** `POST /blocked-senders` */
export const newBlockedSender = z.strictObject({ sender: blockable });

/** `GET /blocked-senders`. In brackets: only mails that claim to be from there and are not. */
export const blockedSender = z.strictObject({ sender: z.string(), person: personId, at: z.number() });
export type BlockedSender = Readonly<z.infer<typeof blockedSender>>;
export const blockedSenderList = z.array(blockedSender);

/** `PUT /conversations/:conversation/blocked-sender` */
export const senderNamed = z.strictObject({ sender: z.string() });
