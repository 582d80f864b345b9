import { z } from 'zod';
import { messageId } from './ids';
import { recipients } from './rows';

/** What a draft says of itself as a mail. `recipients`: null for the customer; `quotes`: whether what it answers stands below it. */
export const draftMail = z.strictObject({ recipients: recipients.nullable(), forwards: messageId.nullable(), quotes: z.boolean() });
export type DraftMail = Readonly<z.infer<typeof draftMail>>;

/** As mails usually go: to the customer, with a quotation. */
export const usualMail: DraftMail = { recipients: null, forwards: null, quotes: true };

export function isUsual({ recipients: named, forwards, quotes }: DraftMail): boolean {
  return named === null && forwards === null && quotes;
}
