import { z } from 'zod';
import { messageId } from './ids';
import { recipients } from './rows';
import { draftAct, mostActs } from './sent-with';

/** How a draft goes. Of a mail: `recipients`: null for the customer; `quotes`: whether what it answers stands below it. `along`: what is to be done with it. */
export const draftMail = z.strictObject({ recipients: recipients.nullable(), forwards: messageId.nullable(), quotes: z.boolean(), along: z.array(draftAct).max(mostActs).readonly().optional() });
export type DraftMail = Readonly<z.infer<typeof draftMail>>;

/** As mails usually go: to the customer, with a quotation. */
export const usualMail: DraftMail = { recipients: null, forwards: null, quotes: true };

export function isUsual({ recipients: named, forwards, quotes, along = [] }: DraftMail): boolean {
  return named === null && forwards === null && quotes && along.length === 0;
}
