import type { MailboxFailure, MailboxSecret, MailboxSettings } from '#contract/mailbox';
import { isInsecureTransport, signInOnly, SignInRefused } from '../mail-relay';
import { fetchToken, TokenRefused, type Credential } from './credentials';
import { imapFailure, isInsecure, openImap } from './imap';

/** Signs in at both servers of a mailbox, as it would be used; null when all is well. */
export async function tryMailbox(settings: MailboxSettings, secret: MailboxSecret): Promise<MailboxFailure | null> {
  const credential = await credentialOf(settings, secret);
  if (credential === null) return 'mailbox.tokenRefused';
  try {
    const client = await openImap(settings.receive, credential);
    await client.mailboxOpen('INBOX', { readOnly: true }).finally(() => client.close());
  } catch (error) {
    return imapFailure(error);
  }
  try {
    await signInOnly({ ...settings.send, credential });
    return null;
  } catch (error) {
    if (error instanceof SignInRefused) return 'mailbox.outRefused';
    return isInsecure(error) || isInsecureTransport(error) ? 'mailbox.outInsecure' : 'mailbox.outUnreachable';
  }
}

async function credentialOf({ auth }: MailboxSettings, secret: MailboxSecret): Promise<Credential | null> {
  if ('password' in secret) return { user: auth.user, password: secret.password };
  if (auth.kind === 'password') return null;
  try {
    return { user: auth.user, token: (await fetchToken(auth, secret)).token };
  } catch (error) {
    if (error instanceof TokenRefused) return null;
    throw error;
  }
}
