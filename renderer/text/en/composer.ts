/** Texts of writing: what leaves, and what comes back. */
export const composer = {
  'delivery.held': { one: 'Leaves in {n} s', other: 'Leaves in {n} s' },
  'delivery.heldOffline': 'Waits for the network',
  'delivery.takeBack': 'Undo',
  'composer.meanwhile': '{name} answered while you were writing:',
  'composer.meanwhileYou': 'You answered from another computer:',
  'composer.meanwhileSend': 'I have read it, let mine be sent',
  'composer.meanwhileDiscard': 'Discard my text',
  'composer.writing': 'Writing here now: {names}',
  'composer.backAgain': 'Not sent: the text is in the draft again.',
  'person.undoSend': 'Undo an answer within',
  'undoSend.never': 'off',
  'undoSend.seconds': { one: '{n} s', other: '{n} s' },
  'keys.undo': 'Undo what was just done',
} as const;
