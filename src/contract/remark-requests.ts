import { z } from 'zod';
import { conversationId, remarkId } from './ids';
import { limits } from './limits';
import { rows } from './rows';

const text = z.string().max(limits.messageText);

/** What supervisors say about cases; a part of contract/requests. */
export const remarkRequests = {
  /** What a supervisor says about the case of this conversation, to supervisors only. */
  'remark.add': { input: z.strictObject({ conversation: conversationId, text }), output: z.null() },
  /** The text of a refused remark is not wanted back, or has gone to the field of a new one. */
  'remark.letGo': { input: z.strictObject({ refusal: z.string().max(200) }), output: z.null() },
  'remark.remove': { input: z.strictObject({ conversation: conversationId, remark: remarkId }), output: z.null() },
} as const;

/** `waiting`: it has not left this computer. */
const shownRemark = z.strictObject({ row: rows.remarks, waiting: z.boolean() });

export const remarkWatches = {
  /** What supervisors said about the case of a conversation, oldest first. Empty for all others: their computer holds none. */
  remarks: { input: z.strictObject({ conversation: conversationId }), output: z.array(shownRemark) },
  /** Texts of remarks that the server refused, by the names of their refusals; also where the conversation is not on this computer. */
  refusedRemarks: { input: z.strictObject({ conversation: conversationId }), output: z.array(z.strictObject({ id: z.string(), text: z.string() })) },
} as const;
