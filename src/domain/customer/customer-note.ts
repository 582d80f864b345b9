import type { CustomerId, CustomerNoteId, PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';

/** What colleagues should know of a customer, whatever the case. */
export type CustomerNoteRow = {
  readonly id: CustomerNoteId;
  readonly customer: CustomerId;
  readonly author: PersonId;
  readonly at: Instant;
  readonly text: string;
  readonly pinnedAt: Instant | null;
  readonly version: number;
};

/** Longest text of a note on a customer, in UTF-16 units. */
export const longestCustomerNote = 2000;

/** Notes on one customer: a card is told as a whole. */
export const mostCustomerNotes = 100;
