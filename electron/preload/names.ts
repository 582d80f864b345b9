import type { RequestName, WatchName } from '#contract/requests';

/** The verbs that the window may use: every name of the contract and no other, or this does not compile. */
export const requestNames: Readonly<Record<RequestName, true>> = {
  'session.signIn': true,
  'session.signOut': true,
  'session.providers': true,
  'session.signInOutside': true,
  'session.cancelSignIn': true,
  'session.setPin': true,
  'session.lock': true,
  'session.unlock': true,
  'message.send': true,
  'note.add': true,
  'case.resolve': true,
  'case.reopen': true,
  'conversation.take': true,
  'conversation.assign': true,
  'conversation.transfer': true,
  'conversation.read': true,
  'conversation.typing': true,
  'draft.save': true,
  'attachment.save': true,
  'conversation.fetch': true,
  'customer.fetch': true,
  'notice.dismiss': true,
  'link.open': true,
  'preferences.save': true,
};

export const watchNames: Readonly<Record<WatchName, true>> = {
  session: true,
  preferences: true,
  connection: true,
  directory: true,
  list: true,
  counts: true,
  conversation: true,
  unsent: true,
  customer: true,
  notices: true,
};
