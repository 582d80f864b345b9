import type { Mailbox } from '#db/central/mailboxes';
import type { ImapFlow } from 'imapflow';
import type { SendResult } from '../../connector';
import { handOver, SignInRefused, type Envelope } from '../mail-relay';
import { TokenRefused, type MailboxCredentials } from './credentials';
import { imapFailure, isSignInRefused, openImap } from './imap';
import { isAmongSent, putAmongSent } from './sent-folder';

export type LeavingMail = { readonly envelope: Envelope; readonly messageId: string; readonly bytes: Buffer; readonly attempt: number; readonly at: Date };

export type Posting = { readonly credentials: MailboxCredentials; readonly report: (event: 'mailbox.failed', error: unknown) => void };

/**
 * Sends by the mailbox's own server. A repeated attempt first looks whether the mail stands among the sent ones already, and waits when it
 * cannot look; see DECISION-delivery.md for what that leaves open.
 */
export async function sendFromMailbox(posting: Posting, mailbox: Mailbox, mail: LeavingMail): Promise<SendResult> {
  try {
    if (mail.attempt > 1 && (await inMailbox(posting, mailbox, (client) => isAmongSent(client, mail.messageId)))) return { outcome: 'sent' };
  } catch (error) {
    return { outcome: 'retry', reason: 'delivery.unreachable', detail: imapFailure(error) };
  }
  const result = await handedOver(posting, mailbox, mail);
  if (result.outcome === 'sent' && !mailbox.settings.keepsSent) {
    await inMailbox(posting, mailbox, (client) => putAmongSent(client, mail.bytes, mail.at)).catch((error: unknown) => posting.report('mailbox.failed', error));
  }
  return result;
}

async function handedOver({ credentials }: Posting, mailbox: Mailbox, { envelope, bytes }: LeavingMail): Promise<SendResult> {
  const { host, port, security } = mailbox.settings.send;
  const isRefused = (error: unknown): boolean => error instanceof SignInRefused;
  try {
    return await credentials.signedIn(mailbox, (credential) => handOver({ host, port, security, credential }, envelope, bytes), isRefused);
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
