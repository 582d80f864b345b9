import type { MailboxFailure, MailPlace } from '#contract/mailbox';
import { minute, second } from '#kernel/instant';
import { ImapFlow } from 'imapflow';
import { WrongKeyError } from '../../../access/sealing';
import { largestMail } from '../mail-limits';
import { TokenRefused, type Credential } from './credentials';

/** Between two looks at a quiet mailbox: a connection that died unheard is noticed then. */
const longestIdle = 4 * minute;

/** Signs in. What the library would log quotes mails and passwords, so it logs nothing. */
export async function openImap({ host, port, security }: MailPlace, credential: Credential): Promise<ImapFlow> {
  const client = new ImapFlow({
    host,
    port,
    secure: security === 'tls',
    ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
    auth: 'password' in credential ? { user: credential.user, pass: credential.password } : { user: credential.user, accessToken: credential.token },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 15 * second,
    greetingTimeout: 10 * second,
    socketTimeout: longestIdle + minute,
    maxIdleTime: longestIdle,
    maxLiteralSize: largestMail + 1024 * 1024,
  });
  // Whoever waits for an answer hears of the end as well.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    client.close();
    throw error;
  }
  return client;
}

export function isSignInRefused(error: unknown): boolean {
  return error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed === true;
}

export function imapFailure(error: unknown): MailboxFailure {
  if (error instanceof WrongKeyError) return 'mailbox.keyGone';
  if (error instanceof TokenRefused) return 'mailbox.tokenRefused';
  if (isSignInRefused(error)) return 'mailbox.inRefused';
  return isInsecure(error) ? 'mailbox.inInsecure' : 'mailbox.inUnreachable';
}

/** The other side offers no TLS, or shows a certificate that does not hold. */
export function isInsecure(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const text = error instanceof Error ? error.message : '';
  return /^(?:ERR_TLS|ERR_SSL|EPROTO|ETLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code) || /STARTTLS|certificate|wrong version number/i.test(text);
}
