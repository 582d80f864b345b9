import { z } from 'zod';
import { queueId, teamId } from './ids';
import { properName } from './proper-name';

/** `POST /queues` and `PUT /queues/:queue` */
export const queueValues = z.strictObject({ name: properName, team: teamId });
export type QueueValues = z.infer<typeof queueValues>;
export const queueNamed = z.strictObject({ queue: queueId });
