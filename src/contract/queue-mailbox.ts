import { z } from 'zod';
import { channelId, queueId } from './ids';

/** `GET /queue-mailboxes`: from which mailbox a queue writes; queues without one are left out. */
export const queueMailboxList = z.array(z.strictObject({ queue: queueId, channel: channelId }));
export type QueueMailbox = Readonly<z.infer<typeof queueMailboxList>[number]>;

/** `PUT /queues/:queue/mailbox` */
export const namedMailbox = z.strictObject({ channel: channelId.nullable() });
