import { z } from 'zod';
import { wireChange } from './protocol';

/** `GET /sync/conversation/:conversation`: a conversation that a copy does not hold, as changes to adopt. */
export const guestConversation = z.strictObject({ changes: z.array(wireChange) });
