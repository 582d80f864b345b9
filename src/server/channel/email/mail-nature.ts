import type { Email } from 'postal-mime';
import { mailAddress, type MailAddress } from './mail-address';
import { messageIdsIn } from './message-id';

/** Who or what wrote a mail. Only a personal one may ever be answered without a person's hand. */
const mailNatures = ['personal', 'automatic', 'list', 'bounce', 'unreadable'] as const;
export type MailNature = (typeof mailNatures)[number];

/** What a delivery status notification (RFC 3464) says about a mail that we sent. */
export type Bounce = {
  readonly original: string | null;
  readonly recipient: MailAddress | null;
  /** Only `failed` is final; `delayed` is news without consequence. */
  readonly isFinal: boolean;
};

export function natureOf(email: Email): MailNature {
  if (bounceOf(email) !== null) return 'bounce';
  const automatic = header(email, 'auto-submitted');
  if (automatic !== '' && automatic !== 'no') return 'automatic';
  const answers = ['x-autoreply', 'x-autorespond', 'x-auto-response-suppress'].some((key) => header(email, key) !== '');
  if (answers || header(email, 'precedence') === 'auto_reply') return 'automatic';
  const isList = ['list-id', 'list-unsubscribe'].some((key) => header(email, key) !== '');
  return isList || ['bulk', 'list', 'junk'].includes(header(email, 'precedence')) ? 'list' : 'personal';
}

export function bounceOf(email: Email): Bounce | null {
  const contentType = email.headers.find(({ key }) => key === 'content-type')?.value ?? '';
  if (!/^multipart\/report\b/i.test(contentType) || !/report-type\s*=\s*"?delivery-status/i.test(contentType)) return null;
  const status = partText(email, /^message\/(global-)?delivery-status$/);
  const original = partText(email, /^(message\/rfc822|message\/global|text\/rfc822-headers)$/);
  return {
    original: messageIdsIn(field(original, 'Message-ID'))[0] ?? null,
    recipient: mailAddress(field(status, 'Final-Recipient').replace(/^[\w-]+;\s*/, '')),
    isFinal: /^failed\b/i.test(field(status, 'Action')),
  };
}

function header(email: Email, name: string): string {
  const value = email.headers.find(({ key }) => key === name)?.value ?? '';
  return value.split(/[;\s]/, 1)[0]?.toLowerCase() ?? '';
}

const longestReport = 64 * 1024;

function partText(email: Email, type: RegExp): string {
  const part = email.attachments.find(({ mimeType }) => type.test(mimeType));
  if (part === undefined) return '';
  if (typeof part.content === 'string') return part.content.slice(0, longestReport);
  return Buffer.from(new Uint8Array(part.content)).toString('latin1', 0, longestReport);
}

function field(text: string, name: string): string {
  const unfolded = text.replace(/\r?\n[ \t]+/g, ' ');
  return new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(unfolded)?.[1]?.trim() ?? '';
}
