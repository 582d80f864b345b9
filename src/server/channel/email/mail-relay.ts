import { isLoopback, type MailPlace } from '#contract/mailbox';
import { minute, second, type Duration } from '#kernel/instant';
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import { Readable } from 'node:stream';
import type { Begin, SendResult } from '../connector';
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

/** RFC 5321, 4.5.3.2.6: so long may a server think about a mail that it has; whoever gives up earlier makes doubts. */
const longestThought: Duration = 10 * minute;
/** The bounds of the stages of one attempt. */
const patience = { connectionTimeout: 10 * second, greetingTimeout: 10 * second, socketTimeout: longestThought + minute, dnsTimeout: 5 * second };
/** Until the content goes over. */
const longestGreeting: Duration = 60 * second;

/** From then on, whatever the other side drips; a large mail takes its time on a line of a megabit. */
const longestHandOver = (bytes: number): Duration => longestThought + Math.ceil(bytes / 100);

/**
 * Hands one mail over and says what is known. `begin` is waited for between the server's leave to send the content and its first byte. When the
 * whole content went over and no answer came, nobody knows whether the server has the mail; without its end, no server may keep it (RFC 5321, 4.1.1.4).
 */
export function handOver(server: MailServer, { envelope, mail }: { readonly envelope: Envelope; readonly mail: Buffer }, begin: Begin): Promise<SendResult> {
  return new Promise((resolve, reject) => {
    const connection = connectionTo(server);
    let isWhole = false;
    const settle = (result: SendResult | SignInRefused): void => {
      clearTimeout(limit);
      if (result instanceof SignInRefused) reject(result);
      else resolve(result);
      connection.close();
    };
    const broken = (code: string): void => settle(isWhole ? { outcome: 'doubt', detail: code } : unreachable(code));
    let limit = setTimeout(() => broken('timeout'), longestGreeting);
    const begun = async (): Promise<boolean> => {
      const mayBegin = await begin();
      clearTimeout(limit);
      limit = setTimeout(() => broken('timeout'), longestHandOver(mail.byteLength));
      return mayBegin;
    };
    const content = Readable.from(piecesOf(mail, begun, () => { isWhole = true; }), { objectMode: false });
    const failedWith = (error: unknown): void => (failed(error).status > 0 ? settle(answered(error)) : broken(failed(error).code));
    connection.on('error', (error: unknown) => broken(failed(error).code));
    connection.once('end', () => broken('connection closed'));
    connection.connect((problem) => {
      if (problem) broken(failed(problem).code);
      else signIn(connection, server, (refusal) => {
        if (refusal !== null) settle(refusal);
        else connection.send({ from: envelope.from, to: [...envelope.to] }, content, (problemThen, info) => (problemThen ? failedWith(problemThen) : settle(taken(info))));
      });
    });
  });
}

const pieceSize = 64 * 1024;

/** It is whole when the connection asks for more than there is: the line that ends a mail comes after that. */
async function* piecesOf(mail: Buffer, begin: Begin, whole: () => void): AsyncGenerator<Buffer> {
  if (!(await begin())) throw new Error('this attempt may not begin');
  for (let from = 0; from < mail.byteLength; from += pieceSize) yield mail.subarray(from, from + pieceSize);
  whole();
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
    const limit = setTimeout(() => settle(new Error('timeout')), longestGreeting);
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

/** 5xx is a final word, 4xx asks for patience. */
function answered(error: unknown): SendResult {
  const { status } = failed(error);
  return status >= 500 ? { outcome: 'refused', reason: 'delivery.refused', detail: `smtp ${status}` } : { outcome: 'retry', reason: 'delivery.expired', detail: `smtp ${status}` };
}

/** Codes only: what the other side wrote may quote the mail. */
function failed(error: unknown): { readonly status: number; readonly code: string } {
  const status = error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : 0;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  return { status, code };
}
