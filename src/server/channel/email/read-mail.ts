import type { AttachmentId } from '#kernel/id';
import { recipientBounds, type MailNames } from '#domain/conversation/recipients';
import { id } from '#kernel/id';
import { excerpt, singleLine } from '#kernel/text';
import { randomUUID } from 'node:crypto';
import PostalMime, { type Address, type Attachment, type Email, type Mailbox } from 'postal-mime';
import { cleanHtml, longestHtml } from './clean-html';
import { guessCharset, isUtf8, withReadableHeaders } from './header-charset';
import { joinedFlow, withoutFlow } from './flowed-text';
import { htmlText } from './html-text';
import { mailAddress, type MailAddress } from './mail-address';
import { bounceOf, natureOf, type Bounce, type MailNature } from './mail-nature';
import { mailLimits, mostParts, partsIn } from './mail-limits';
import { messageIdsIn } from './message-id';

export type MailAttachment = { readonly id: AttachmentId; readonly name: string; readonly type: string; readonly bytes: Uint8Array };

/** A mail after it was decoded and made harmless. */
export type ReadMail = {
  readonly from: { readonly address: MailAddress | null; readonly name: string };
  /** Whom the header fields name, as far as that leads to a conversation. */
  readonly recipients: readonly MailAddress[];
  /** Whom To and CC name, as it is shown. */
  readonly named: Omit<MailNames, 'from'>;
  /** The envelope's sender as the last server noted it: null for "nobody", undefined when it did not. */
  readonly returnPath: MailAddress | null | undefined;
  readonly messageId: string | null;
  /** What it answers: In-Reply-To first, then References from the newest to the oldest. */
  readonly answers: readonly string[];
  readonly references: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly MailAttachment[];
  readonly nature: MailNature;
  readonly bounce: Bounce | null;
  /** False when the text or the HTML was too long and something of it is left out. */
  readonly isWhole: boolean;
};

/** Longest text of a mail that stands in its message; the whole mail is kept beside it. */
const longestText = 200_000;
const longestName = 120;
const longestSubject = 400;

/** Reads one mail. Runs in the mail worker, which is killed when a hostile mail takes too long or too much. */
export async function readMail(raw: Uint8Array): Promise<ReadMail> {
  if (partsIn(raw) > mostParts) throw new Error('too many parts');
  const email = await parse(raw);
  const attachments = email.attachments.map(attachment);
  const html = email.html === undefined ? null : cleaned(email.html, attachments);
  const text = plain(email.text ?? (html === null ? '' : htmlText(html)));
  const isShort = html === null || html.length <= longestHtml;
  return {
    from: author([email.from, ...(email.replyTo ?? [])]),
    recipients: recipientsOf(email),
    named: namedIn(email),
    returnPath: returnPathOf(email),
    ...threading(email),
    subject: excerpt(email.subject ?? '', longestSubject),
    text: text.slice(0, longestText),
    html: isShort ? html : null,
    attachments: attachments.map((one) => one.kept),
    nature: natureOf(email),
    bounce: bounceOf(email),
    isWhole: isShort && text.length <= longestText,
  };
}

/** A body of Cyrillic bytes that calls itself UTF-8 decodes to this share of replacement characters or more. */
const spoiltShare = 0.1;

async function parse(raw: Uint8Array): Promise<Email> {
  const { raw: readable, isFlowed } = withoutFlow(withReadableHeaders(raw));
  const parsed = await PostalMime.parse(readable, mailLimits);
  const email = isFlowed && parsed.text !== undefined ? { ...parsed, text: joinedFlow(parsed.text) } : parsed;
  if (!isSpoilt(email.text ?? email.html ?? '') || isUtf8(raw)) return email;
  const relabelled = Buffer.from(readable).toString('latin1').replace(/charset="?utf-?8"?/gi, `charset=${guessCharset(raw)}`);
  return PostalMime.parse(Buffer.from(relabelled, 'latin1'), mailLimits);
}

function isSpoilt(text: string): boolean {
  const spoilt = text.slice(0, longestText).split('\ufffd').length - 1;
  return spoilt > 3 && spoilt > Math.min(text.length, longestText) * spoiltShare;
}

/** Who wrote a mail: From, or where answers are wanted when From has no address that could be answered. */
function author(named: readonly (Address | undefined)[]): ReadMail['from'] {
  const authors = named.flatMap((one) => (one === undefined ? [] : [{ address: mailAddress(one.address ?? ''), name: excerpt(one.name, longestName) }]));
  return authors.find(({ address }) => address !== null) ?? authors[0] ?? { address: null, name: '' };
}

/** Addresses of one mail that are looked at; a list of thousands names no conversation of ours. */
const mostRecipients = 100;

function recipientsOf(email: Email): readonly MailAddress[] {
  const named = [...singly(email.to), ...singly(email.cc)].slice(0, mostRecipients).flatMap(({ address }) => mailAddress(address) ?? []);
  const noted = email.headers.filter(({ key }) => ['delivered-to', 'x-original-to', 'envelope-to'].includes(key)).slice(0, mostRecipients);
  return [...new Set([...named, ...noted.flatMap(({ value }) => mailAddress(value.trim()) ?? [])])];
}

/** A group stands for its members; that of an undisclosed list has none. */
function singly(addresses: readonly Address[] = []): readonly Mailbox[] {
  return addresses.flatMap((one) => one.group ?? [one]);
}

function namedIn(email: Email): ReadMail['named'] {
  const [to, cc] = [singly(email.to), singly(email.cc)];
  const seen = (all: readonly Mailbox[]): readonly MailAddress[] => [...new Set(all.slice(0, mostRecipients).flatMap(({ address }) => mailAddress(address) ?? []))];
  const [first, second] = [seen(to).slice(0, recipientBounds.shown), seen(cc).slice(0, recipientBounds.shown)];
  return { to: first, cc: second, more: Math.max(0, to.length + cc.length - first.length - second.length) };
}

function returnPathOf(email: Email): ReadMail['returnPath'] {
  const noted = email.headers.find(({ key }) => key === 'return-path')?.value;
  return noted === undefined ? undefined : mailAddress(noted.trim().replace(/^<|>$/g, ''));
}

function threading(email: Email): Pick<ReadMail, 'messageId' | 'answers' | 'references'> {
  const references = messageIdsIn(email.references ?? '');
  const replied = messageIdsIn(email.inReplyTo ?? '');
  return {
    messageId: messageIdsIn(email.messageId ?? '')[0] ?? null,
    answers: [...new Set([...replied, ...references.toReversed()])],
    references: references.length > 0 ? references : replied,
  };
}

type Kept = { readonly kept: MailAttachment; readonly contentId: string | null };

function attachment(found: Attachment): Kept {
  const name = excerpt((found.filename ?? '').replaceAll('\\', '/').split('/').at(-1) ?? '', longestName);
  const bytes = typeof found.content === 'string' ? Buffer.from(found.content) : new Uint8Array(found.content);
  const type = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(found.mimeType) ? found.mimeType : 'application/octet-stream';
  const contentId = found.contentId === undefined ? null : singleLine(found.contentId).replace(/^<|>$/g, '');
  return { kept: { id: id('attachment', randomUUID()), name: name === '' ? nameless(type) : name, type, bytes }, contentId };
}

function nameless(type: string): string {
  return type === 'message/rfc822' ? 'message.eml' : `attachment.${type.split('/')[1]?.replace(/[^a-z0-9]/g, '').slice(0, 8) || 'bin'}`;
}

function cleaned(html: string, kept: readonly Kept[]): string {
  const inlined = new Map(kept.flatMap((one) => (one.contentId === null ? [] : [[one.contentId, one.kept.id] as const])));
  return cleanHtml(plain(html), inlined);
}

/** Text without what no database column and no window can hold: NUL and other controls, halves of surrogate pairs. */
function plain(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[^\P{Cc}\t\n]/gu, '')
    .normalize('NFC')
    .trimEnd();
}
