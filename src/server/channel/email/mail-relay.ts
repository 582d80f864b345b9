import { second, type Duration } from '#kernel/instant';
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import type { SendResult } from '../connector';

/** The mail server that takes our mails further. */
export type RelayAddress = { readonly host: string; readonly port: number };

export type Envelope = { readonly from: string; readonly to: string };

/** The bounds of the stages of one attempt. */
const patience = { connectionTimeout: 10 * second, greetingTimeout: 10 * second, socketTimeout: 20 * second, dnsTimeout: 5 * second };

/** The whole of one attempt, whatever the other side drips; a large mail takes its time on a line of a megabit. */
const longestAttempt = (bytes: number): Duration => 60 * second + Math.ceil(bytes / 100);

/**
 * Hands one mail over and says what is known. An answer that got lost after the data were sent is `retry`: whether the
 * relay has the mail nobody knows, so the next attempt carries the same Message-ID.
 */
export function handOver(address: RelayAddress, envelope: Envelope, mail: Buffer): Promise<SendResult> {
  return new Promise((resolve) => {
    const connection = new SmtpConnection({ ...address, ...patience, secure: false, ignoreTLS: isLoopback(address.host) });
    const settle = (result: SendResult): void => {
      clearTimeout(limit);
      resolve(result);
      connection.close();
    };
    const limit = setTimeout(() => settle(unreachable('timeout')), longestAttempt(mail.byteLength));
    connection.on('error', (error: unknown) => settle(unreachable(failed(error).code)));
    connection.once('end', () => settle(unreachable('connection closed')));
    connection.connect((problem) => {
      if (problem) settle(unreachable(failed(problem).code));
      else connection.send(envelope, mail, (refusal) => settle(refusal ? answered(refusal) : { outcome: 'sent' }));
    });
  });
}

/** A relay on this machine has no certificate that anybody could check. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
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
