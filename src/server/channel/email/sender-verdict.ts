import type { SenderVerdict } from '#domain/conversation/recipients';
import { second } from '#kernel/instant';
import { Resolver } from 'node:dns/promises';
import { Readable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import { domainToASCII } from 'node:url';
import { authenticate } from 'mailauth';
import { networkOf } from '../../access/network';
import { endOfHeaders } from './header-charset';
import { domainOf, type MailAddress } from './mail-address';

/** Who handed the mail over. */
export type Peer = { readonly address: string; readonly helo: string };

export type Judged = { readonly raw: Uint8Array; readonly author: MailAddress | null; readonly sender: MailAddress | null; readonly peer: Peer | null };
export type JudgeSender = (mail: Judged) => Promise<SenderVerdict>;

/** Answers as node:dns does. */
export type LookUp = (name: string, kind: string) => Promise<string[] | string[][]>;

/** Each signature costs a look-up and the hash of the whole mail. */
const mostSignatures = 5;

/**
 * Bytes and lines of header fields that are judged. The library takes as long as the square of them, and while it does nobody else is served: a
 * quarter of a megabyte, folded after each letter, took it 22 seconds.
 */
const most = { bytes: 64 * 1024, lines: 2000 };

/** Domains that a stranger names may answer slowly. Who could not be confirmed by then is not. */
const longestJudging = 10 * second;

/**
 * Looks itself at SPF, DKIM and DMARC (RFC 7489) of a mail's From: `none` where its domain wants nothing checked, or it cannot be.
 * What other servers wrote into the mail about that is not read.
 */
export function createJudgeSender(lookUp: LookUp): JudgeSender {
  return async (mail) => {
    // A machine of the company's own network relays what it was given.
    const peer = mail.peer !== null && networkOf(mail.peer.address) === 'internet' ? mail.peer : null;
    if (isOverlong(mail.raw)) return 'fail';
    const signatures = signaturesOf(mail.raw);
    if (mail.author === null || (peer === null && signatures === 0)) return 'none';
    if (signatures > mostSignatures) return 'fail';
    const late = new AbortController();
    const inTime = await Promise.race([judged({ ...mail, peer, author: mail.author }, lookUp), lateVerdict(late.signal)]);
    late.abort();
    return inTime;
  };
}

export function systemLookUp(): LookUp {
  const resolver = new Resolver({ timeout: 1500, tries: 2 });
  // checked: SPF, DKIM and DMARC ask for A, AAAA, MX and TXT alone, and the library knows the forms of their answers
  return (name, kind) => resolver.resolve(name, kind) as Promise<string[]>;
}

async function judged({ raw, author, sender, peer }: Judged & { readonly author: MailAddress }, resolver: LookUp): Promise<SenderVerdict> {
  const { dmarc } = await authenticate(Readable.from(inPieces(raw)), {
    ...(peer === null ? {} : { ip: peer.address, helo: peer.helo }),
    sender: sender ?? '',
    mta: 'otklik',
    resolver,
    disableArc: true,
    disableBimi: true,
  });
  if (!dmarc) return 'fail';
  const { result, header } = dmarc.status;
  const named: unknown = header?.from;
  // Two From fields: one would be judged and the other shown.
  if (typeof named !== 'string' || domainToASCII(named) !== domainOf(author)) return 'fail';
  if (result === 'pass') return 'pass';
  // A server between may have changed who hands over; then only a signature can speak for the sender, and its absence says nothing.
  return result === 'fail' && peer !== null ? 'fail' : 'none';
}

async function lateVerdict(signal: AbortSignal): Promise<SenderVerdict> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, longestJudging);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  return 'fail';
}

function isOverlong(raw: Uint8Array): boolean {
  const end = endOfHeaders(raw);
  if (end > most.bytes) return true;
  let lines = 0;
  for (const byte of raw.subarray(0, end)) if (byte === newLine) lines += 1;
  return lines > most.lines;
}

const newLine = 0x0a;

function signaturesOf(raw: Uint8Array): number {
  const head = Buffer.from(raw.buffer, raw.byteOffset, endOfHeaders(raw)).toString('latin1');
  return head.match(/^dkim-signature\s*:/gim)?.length ?? 0;
}

/**
 * The hash of a large mail is made piece by piece: others wait for this process, too. It ends where a line has no end: the library would look at
 * all of it again with each piece, and no mail server signs such a line.
 */
async function* inPieces(raw: Uint8Array): AsyncGenerator<Buffer> {
  const size = 32 * 1024;
  for (let at = 0; at < raw.byteLength; at += size) {
    const piece = Buffer.from(raw.buffer, raw.byteOffset + at, Math.min(size, raw.byteLength - at));
    if (piece.byteLength === size && !piece.includes(newLine)) return;
    yield piece;
    await breathe();
  }
}
