import { z } from 'zod';
import { channelId, conversationId, messageId, personId } from './ids';
import { limits } from './limits';
import { outgoingFile } from './outgoing-file';
import { rows } from './rows';
import { writtenText } from './writing-requests';

/**
 * A message as the window shows it; `waiting` is true while it has not left this computer, `uploaded` how much of its files has,
 * from 0 to 1. `held`: it may still be taken back; `until`: for so long at least, by the server's clock.
 */
const held = z.strictObject({ until: z.number().nullable() });
export const shownMessage = z.strictObject({ row: rows.messages, waiting: z.boolean(), uploaded: z.number().nullable(), held: held.nullable() });

/** What the window watches of one conversation. */
export const conversationWatches = {
  conversation: {
    /** The newest `limit` messages, oldest first; with an edge the newest until that message, or the oldest from it on. */
    input: z.strictObject({ conversation: conversationId, limit: z.int().min(1).max(limits.shownMessages), edge: z.strictObject({ message: messageId, side: z.enum(['until', 'from']) }).optional() }),
    output: z
      .strictObject({
        conversation: rows.conversations,
        case: rows.cases,
        customer: rows.customers.nullable(),
        channel: channelId,
        messages: z.array(shownMessage),
        more: z.boolean(),
        /** There are newer ones than the shown. */
        newer: z.boolean(),
        /** The newest answer, where it is not among the shown. */
        answer: rows.messages.nullable(),
        /** What came before the oldest message of this copy, said when that one is among the shown. */
        earlier: z.enum(['nothing', 'fetching', 'elsewhere']),
        /** A reply and a note; the one that was written last stands last. */
        drafts: z.array(writtenText),
        /** Files in the composer. */
        files: z.array(outgoingFile),
        /** Texts that the server refused or that were taken back, for the composer to take in. */
        returned: z.array(writtenText.extend({ id: z.string() })),
        typingUntil: z.number().nullable(),
        /** Colleagues who write there now. */
        writing: z.array(personId),
        /** An exclusive command that waits for the server's answer. */
        asking: z.enum(['take', 'assign', 'transfer', 'offer']).nullable(),
      })
      .nullable(),
  },
  /** What the customer was told since the answer that somebody knew of, or at all where they knew of none: the newest answers, oldest first, and how many came before these. Null: that one is not on this computer. */
  answersSince: {
    input: z.strictObject({ conversation: conversationId, known: messageId.nullable(), most: z.int().min(1).max(limits.shownMessages) }),
    output: z.strictObject({ answers: z.array(rows.messages), before: z.int() }).nullable(),
  },
  /** What the person wrote in a conversation and did not send, also where the conversation is not on this computer. */
  unsent: {
    input: z.strictObject({ conversation: conversationId }),
    output: z.array(z.strictObject({ mode: z.enum(['reply', 'note']), text: z.string() })),
  },
} as const;
