/** Why a rule says no. The contract adds the failures of the road; the window translates every code. */
export const ruleFailures = [
  'conversation.absent',
  'conversation.taken',
  'conversation.notYours',
  'conversation.finished',
  'case.alreadyResolved',
  'case.notResolved',
  'message.empty',
  'message.tooLong',
  'person.absent',
  'access.denied',
  'mutation.failed',
] as const;

export type FailureCode = (typeof ruleFailures)[number];
