/** Why a rule says no. The contract adds the failures of the road; the window translates every code. */
export const ruleFailures = [
  'conversation.absent',
  'conversation.taken',
  'conversation.notYours',
  'conversation.finished',
  /** A colleague answered of whose answer the writer did not know. */
  'conversation.answered',
  /** The customer wrote something of which whoever put their case away did not know. */
  'customer.wrote',
  /** Written under an assignment that has ended since; its number is older than the conversation's. */
  'assignment.ended',
  'offer.open',
  /** Answered, withdrawn or run out by now. */
  'offer.ended',
  'offer.notYours',
  'queue.absent',
  'transfer.sameQueue',
  'case.alreadyResolved',
  'case.notResolved',
  'filter.unnamed',
  'filter.tooMany',
  'snooze.tooFar',
  /** What was to be taken back is something else by now. */
  'row.changed',
  /** No letters, too many of them, or too many tags on one case. */
  'tag.malformed',
  'message.empty',
  'message.tooLong',
  /** The server has no such bytes of this person: they were never uploaded, or too long ago. */
  'attachment.absent',
  'attachment.tooMany',
  'attachment.tooLarge',
  'article.absent',
  /** Somebody else wrote it since the person began. */
  'article.changed',
  'case.sameCase',
  'case.otherCustomer',
  /** Cases of two teams are not merged: one of them is handed over first. */
  'case.otherTeam',
  'case.notMerged',
  'case.tooManyRelated',
  'customer.absent',
  'field.empty',
  'field.malformed',
  'identity.absent',
  /** Another customer has this address. */
  'identity.taken',
  /** As much as one card holds. */
  'identity.tooMany',
  'consent.tooMany',
  'note.tooMany',
  'note.absent',
  'recipient.absent',
  'recipient.malformed',
  'recipient.tooMany',
  'recipient.repeated',
  'person.absent',
  'access.denied',
  /** The queue lets no case end without an outcome. */
  'outcome.required',
  'outcome.absent',
  'outcome.incomplete',
  'mutation.failed',
] as const;

export type FailureCode = (typeof ruleFailures)[number];
