import { z } from 'zod';
import { conversationId, messageId, personId } from './ids';
import { limits } from './limits';
import { rows } from './rows';

const answered = z.strictObject({ conversation: conversationId, offer: messageId });

/** Conversations that are offered to one colleague, who has a minute to answer: part of `requests`. */
export const offerRequests = {
  'offer.make': { input: z.strictObject({ conversation: conversationId, to: personId, reason: z.string().max(limits.line).nullable() }), output: z.null() },
  'offer.accept': { input: answered, output: z.null() },
  'offer.decline': { input: answered, output: z.null() },
  'offer.withdraw': { input: answered, output: z.null() },
} as const;

const shownOffer = z.strictObject({ conversation: rows.conversations, customerName: z.string() });

/** Part of `watches`. */
export const offerWatches = {
  offers: {
    input: z.strictObject({}),
    output: z.strictObject({
      /** Wait for the person's answer; the first that was made stands first. */
      toMe: z.array(shownOffer),
      /** Were made by the person and ended just now. */
      ended: z.array(shownOffer),
    }),
  },
} as const;
