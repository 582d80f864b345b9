import { z } from 'zod';
import { queueId, teamId } from './ids';
import { properName } from './proper-name';

/** `POST /queues` and `PUT /queues/:queue`. `asksOutcome`: no case of it ends without an outcome; as it stands, where it is left out. */
export const queueValues = z.strictObject({ name: properName, team: teamId, asksOutcome: z.boolean().optional() });
export type QueueValues = z.infer<typeof queueValues>;
export const queueNamed = z.strictObject({ queue: queueId });
