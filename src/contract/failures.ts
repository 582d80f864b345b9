import { deliveryFailures } from '#domain/conversation/message';
import { ruleFailures } from '#domain/failure';
import { z } from 'zod';
import { mailboxFailures } from './mailbox';
import { messengerFailures } from './messenger';

/** Every expected failure that can cross a wall. The window translates each; a test compares this list with both languages. */
export const failures = [
  ...ruleFailures,
  ...deliveryFailures,
  ...mailboxFailures,
  /** Another company, or another kind of channel, has this address. */
  'mailbox.addressTaken',
  /** There is no such mailbox in the team of the queue, or no such queue. */
  'mailbox.absent',
  /** Braces in the frame of mails that are no slot, or a slot that could stay empty. */
  'frame.unknownSlot',
  'frame.noFallback',
  ...messengerFailures,
  /** What the bot is taught does not fit together: a flow leads nowhere, or an intent has no words. */
  'bot.unfinished',
  /** Nobody's address is known of a mail: there is nobody to block. */
  'sender.absent',
  /** The mail names no such picture, or there is no such mail. */
  'picture.absent',
  /** Its owner does not give it, or it is nothing that we show. */
  'picture.unavailable',
  /** Too many texts say it for the server to look through all of them at once. */
  'search.tooBroad',
  /** No model outside drafts here, or not for this question. */
  'drafting.off',
  'drafting.nothingAsked',
  /** The address is none that this server may call, nobody answers there, or not in time. */
  'drafting.forbidden',
  'drafting.unreachable',
  'drafting.slow',
  'drafting.keyRefused',
  'drafting.tooMany',
  /** It answered, but with no draft. */
  'drafting.unreadable',
  /** Its key was for another address, or a server key opened it that is gone. */
  'drafting.keyNeeded',
  'access.signInFailed',
  'access.signedOut',
  /** The session was ended from elsewhere: its person, an administrator or a stolen token; the copy here must go. */
  'access.revoked',
  'access.tooManyTries',
  'access.factorNeeded',
  'access.factorWrong',
  'access.factorStands',
  'access.passwordWrong',
  'access.passwordWeak',
  'session.absent',
  /** Somebody, of this company or of another, signs in with this address. */
  'person.emailTaken',
  /** Nobody would be left who may do what only an administrator may. */
  'person.lastAdministrator',
  'team.absent',
  'team.nameTaken',
  /** A team is archived when nobody is in it, no queue is its own, and no work is left for it. */
  'team.hasPeople',
  'team.hasQueues',
  'team.hasWork',
  /** Another outcome that is offered there has this code. */
  'disposition.codeTaken',
  'queue.nameTaken',
  /** Its conversations belong to the team that it would leave. */
  'queue.hasWork',
  /** A channel leads there, or a past conversation was there. */
  'queue.inUse',
  /** The server was not heard for longer than it allows. */
  'access.expired',
  'access.clockWentBack',
  /** The key store does not open what it sealed: another computer, or another store. */
  'access.keyLost',
  'access.unlockFailed',
  'access.unlockPaused',
  'access.unlockSpent',
  /** The provider of the sign-in could not be reached, or what it said does not hold. */
  'access.providerFailed',
  /** The provider says who somebody is, and nobody has said which colleague that is. */
  'access.notLinked',
  'access.linkStands',
  'access.cancelled',
  'access.weakPin',
  /** This computer has no key store: the refresh token lies in a file that only its person can read. */
  'access.unsealed',
  'request.unknown',
  'request.malformed',
  'request.tooMany',
  'request.tooLarge',
  'server.failed',
  'server.unavailable',
  'server.incompatible',
  'network.offline',
  'network.unknown',
  'disk.full',
  'disk.failed',
  'cache.rebuilt',
  /** The server told rows that this version cannot read: what came after them is not here. */
  'copy.unreadable',
  /** Something in the outbox was written by a version that this one cannot read. */
  'outbox.setAside',
  /** The same of articles that are half written. */
  'article.setAside',
  'attachment.empty',
  /** No plain file, or one that this person may not read. */
  'attachment.unreadable',
  /** What was uploaded is not what its hash says. */
  'attachment.damaged',
  /** Not of a kind that the window draws, or too large to be drawn. */
  'attachment.notShown',
  /** It was to be taken back, and has left. */
  'message.left',
  /** A conversation has left while a text for it was unsent: the text is still here. */
  'draft.kept',
  /** Unsent texts left this computer together with a team. */
  'draft.withdrawn',
  'customer.sameCustomer',
  'customer.alreadyMerged',
  /** Both have cases in teams that this person is not of: somebody who is decides. */
  'customer.otherTeams',
  /** More contacts than move at once. */
  'customer.tooMuch',
  'merge.absent',
  'import.absent',
  'case.absent',
  'order.absent',
  'macro.absent',
  'token.absent',
  /** No such approved words stand in the channel, or they have other slots. */
  'template.absent',
  'webhook.absent',
  /** Its address is no https, or leads into a network that the server may not call. */
  'webhook.unreachable',
  'webhook.tooMany',
  'access.tooManyTokens',
  /** All of the file is here, or it is under way; or what is asked for it is not possible now. */
  'import.notNow',
  /** Its beginning is no table and no list of objects. */
  'import.unreadable',
  'import.tooMuch',
  /** A field that has to be there has no column. */
  'import.unmapped',
  /** The desk process ended before it answered; it is started again. */
  'desk.stopped',
] as const;

export type Failure = (typeof failures)[number];
export const failure = z.enum(failures);
