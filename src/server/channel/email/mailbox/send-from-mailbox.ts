import type { Mailbox } from '#db/central/mailboxes';
import type { ImapFlow } from 'imapflow';
import { minute, second, type Duration } from '#kernel/instant';
import type { Begin, SendResult } from '../../connector';
import { handOver, SignInRefused, type Envelope } from '../mail-relay';
import { TokenRefused, type MailboxCredentials } from './credentials';
import { imapFailure, isSignInRefused, openImap } from './imap';
import { isInMailbox, putAmongSent } from './sent-folder';

export type LeavingMail = { readonly envelope: Envelope; readonly bytes: Buffer; readonly at: Date };

export type Posting = { readonly credentials: MailboxCredentials; readonly report: (event: 'mailbox.failed', error: unknown) => void };

/** A provider files a mail within seconds of taking it, if it does at all. */
const longestFiling: Duration = 30 * second;
const againSoon: Duration = 3 * second;
/** So long a mailbox that cannot be looked into keeps a person from being asked. */
const longestAway: Duration = 15 * minute;
const againLater: Duration = 20 * second;

/** Sends by the mailbox's own server, and files the mail among the sent ones where nobody else does. */
export async function sendFromMailbox(posting: Posting, mailbox: Mailbox, { mail, begin }: { readonly mail: LeavingMail; readonly begin: Begin }): Promise<SendResult> {
  const result = await handedOver(posting, mailbox, { mail, begin });
  if (result.outcome === 'sent' && !mailbox.settings.keepsSent) {
    await inMailbox(posting, mailbox, (client) => putAmongSent(client, mail.bytes, mail.at)).catch((error: unknown) => posting.report('mailbox.failed', error));
  }
  return result.outcome === 'doubt' ? { ...result, lookAgain: againSoon } : result;
}

/** Whether a mail that may have left stands in its mailbox. That it does not proves nothing: see DECISION-delivery.md. */
export async function traceInMailbox(posting: Posting, mailbox: Mailbox, { messageId, begunFor }: { readonly messageId: string; readonly begunFor: Duration }): Promise<SendResult> {
  try {
    if (await inMailbox(posting, mailbox, (client) => isInMailbox(client, messageId))) return { outcome: 'sent' };
    const doubt: SendResult = { outcome: 'doubt', detail: 'not in the mailbox' };
    return mailbox.settings.keepsSent && begunFor < longestFiling ? { ...doubt, lookAgain: againSoon } : doubt;
  } catch (error) {
    const doubt: SendResult = { outcome: 'doubt', detail: imapFailure(error) };
    return begunFor < longestAway ? { ...doubt, lookAgain: againLater } : doubt;
  }
}

async function handedOver({ credentials }: Posting, mailbox: Mailbox, { mail: { envelope, bytes }, begin }: { readonly mail: LeavingMail; readonly begin: Begin }): Promise<SendResult> {
  const { host, port, security } = mailbox.settings.send;
  const isRefused = (error: unknown): boolean => error instanceof SignInRefused;
  try {
    return await credentials.signedIn(mailbox, (credential) => handOver({ host, port, security, credential }, { envelope, mail: bytes }, begin), isRefused);
  } catch (error) {
    if (!(error instanceof SignInRefused || error instanceof TokenRefused)) throw error;
    return { outcome: 'retry', reason: 'delivery.unreachable', detail: 'sign-in refused' };
  }
}

async function inMailbox<Result>({ credentials }: Posting, mailbox: Mailbox, work: (client: ImapFlow) => Promise<Result>): Promise<Result> {
  const client = await credentials.signedIn(mailbox, (credential) => openImap(mailbox.settings.receive, credential), isSignInRefused);
  try {
    return await work(client);
  } finally {
    client.close();
  }
}
