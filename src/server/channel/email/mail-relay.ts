import { isLoopback, type MailPlace } from '#contract/mailbox';
import { second, type Duration } from '#kernel/instant';
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import type { SendResult } from '../connector';
import type { Credential } from './mailbox/credentials';

/** The mail server that takes our mails further. */
export type RelayAddress = { readonly host: string; readonly port: number };

/** A relay encrypts when it can; the server of a mailbox does what was agreed, and wants to know who sends. */
type MailServer = RelayAddress & { readonly security?: MailPlace['security']; readonly credential?: Credential };

/** The server of a mailbox does not take this sign-in. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
}

export type Envelope = { readonly from: string; readonly to: readonly string[] };

/** The bounds of the stages of one attempt. */
const patience = { connectionTimeout: 10 * second, greetingTimeout: 10 * second, socketTimeout: 20 * second, dnsTimeout: 5 * second };

/** The whole of one attempt, whatever the other side drips; a large mail takes its time on a line of a megabit. */
const longestAttempt = (bytes: number): Duration => 60 * second + Math.ceil(bytes / 100);

/**
 * Hands one mail over and says what is known. An answer that got lost after the data were sent is `retry`: whether the
 * relay has the mail nobody knows, so the next attempt carries the same Message-ID.
 */
export function handOver(server: MailServer, envelope: Envelope, mail: Buffer): Promise<SendResult> {
  return new Promise((resolve, reject) => {
    const connection = connectionTo(server);
    const settle = (result: SendResult | SignInRefused): void => {
      clearTimeout(limit);
      if (result instanceof SignInRefused) reject(result);
      else resolve(result);
      connection.close();
    };
    const limit = setTimeout(() => settle(unreachable('timeout')), longestAttempt(mail.byteLength));
    connection.on('error', (error: unknown) => settle(unreachable(failed(error).code)));
    connection.once('end', () => settle(unreachable('connection closed')));
    connection.connect((problem) => {
      if (problem) settle(unreachable(failed(problem).code));
      else signIn(connection, server, (refusal) => {
        if (refusal !== null) settle(refusal);
        else connection.send({ from: envelope.from, to: [...envelope.to] }, mail, (problemThen, info) => settle(problemThen ? answered(problemThen) : taken(info)));
      });
    });
  });
}

/** Connects and signs in, and sends nothing; rejects with what went wrong. */
export function signInOnly(server: MailServer): Promise<void> {
  return new Promise((resolve, reject) => {
    const connection = connectionTo(server);
    const settle = (problem: unknown): void => {
      clearTimeout(limit);
      if (problem === null) resolve();
      else reject(problem instanceof Error ? problem : new Error('not reached'));
      connection.close();
    };
    const limit = setTimeout(() => settle(new Error('timeout')), longestAttempt(0));
    connection.on('error', settle);
    connection.once('end', () => settle(new Error('connection closed')));
    connection.connect((problem) => (problem ? settle(problem) : signIn(connection, server, settle)));
  });
}

/** STARTTLS was agreed and not offered, or did not succeed. */
export function isInsecureTransport(error: unknown): boolean {
  return failed(error).code === 'ETLS';
}

function connectionTo({ host, port, security }: MailServer): SmtpConnection {
  const transport = security === undefined ? { secure: false, ignoreTLS: isLoopback(host) } : { secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none' };
  return new SmtpConnection({ host, port, ...patience, ...transport });
}

function signIn(connection: SmtpConnection, { credential }: MailServer, done: (refusal: SignInRefused | null) => void): void {
  if (credential === undefined) return done(null);
  const { user } = credential;
  const auth = 'password' in credential ? { user, pass: credential.password } : { user, oauth2: new XOAuth2({ user, accessToken: credential.token }) };
  connection.login(auth, (problem) => done(problem ? new SignInRefused() : null));
}

/** Who was left out gets nothing of a further attempt either: the others would have it twice. */
function taken({ rejected }: { readonly rejected: readonly unknown[] }): SendResult {
  return rejected.length === 0 ? { outcome: 'sent' } : { outcome: 'refused', reason: 'delivery.partly', detail: `recipients refused: ${rejected.length}` };
}

function unreachable(detail: string): SendResult {
  return { outcome: 'retry', reason: 'delivery.unreachable', detail };
}

/** 5xx is a final word, 4xx asks for patience, no code at all means that the road broke. */
function answered(error: unknown): SendResult {
  const { status, code } = failed(error);
  if (status >= 500) return { outcome: 'refused', reason: 'delivery.refused', detail: `smtp ${status}` };
  return status >= 400 ? { outcome: 'retry', reason: 'delivery.expired', detail: `smtp ${status}` } : unreachable(code);
}

/** Codes only: what the other side wrote may quote the mail. */
function failed(error: unknown): { readonly status: number; readonly code: string } {
  const status = error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : 0;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  return { status, code };
}
