import { z } from 'zod';
import { channelId, queueId } from './ids';
import { properName } from './proper-name';

/** Why a mailbox cannot be used, in the order in which it is tried. */
export const mailboxFailures = [
  /** Its secret was sealed by a key that the server was not given any more. */
  'mailbox.keyGone',
  'mailbox.tokenRefused',
  'mailbox.inUnreachable',
  'mailbox.inInsecure',
  'mailbox.inRefused',
  'mailbox.outUnreachable',
  'mailbox.outInsecure',
  'mailbox.outRefused',
] as const;
export type MailboxFailure = (typeof mailboxFailures)[number];

const hostName = z.string().min(1).max(253).regex(/^[\w.:-]+$/);

/** A server on this machine has no certificate that anybody could check. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** In the open only to a server on the same machine. */
const place = z
  .strictObject({ host: hostName, port: z.int().min(1).max(65_535), security: z.enum(['tls', 'starttls', 'none']) })
  .refine(({ host, security }) => security !== 'none' || isLoopback(host));
export type MailPlace = z.infer<typeof place>;

const user = z.string().min(1).max(254).regex(/^[^\p{Cc}]+$/u);
const secret = z.string().min(1).max(4000);

function isSafe(address: string): boolean {
  const [, scheme, host = ''] = /^(https?):\/\/([\w.-]{1,253})(?::\d{1,5})?\/[\w./~%?=&-]*$/.exec(address) ?? [];
  return scheme === 'https' || (scheme === 'http' && isLoopback(host));
}

/** OAuth 2 by the company's own registration: with a refresh token of the mailbox's owner, or for the program itself where there is none. */
const oauth = z.strictObject({ kind: z.literal('oauth'), user, client: secret, tokenUrl: z.string().max(500).refine(isSafe), scope: z.string().max(500) });
const password = z.strictObject({ kind: z.literal('password'), user });

const settings = z.strictObject({
  receive: place,
  send: place,
  auth: z.discriminatedUnion('kind', [password, oauth]),
  /** Whether the provider itself keeps what was sent, as the large ones do; else we put it into the mailbox. */
  keepsSent: z.boolean(),
});
export type MailboxSettings = z.infer<typeof settings>;
export const mailboxSettings = settings;

export const mailboxSecret = z.union([z.strictObject({ password: secret }), z.strictObject({ clientSecret: secret, refreshToken: secret.nullable() })]);
export type MailboxSecret = z.infer<typeof mailboxSecret>;

const usable = z.strictObject({ settings, secret: mailboxSecret }).refine(({ settings: { auth }, secret: kept }) => (auth.kind === 'password') === 'password' in kept);

/** `POST /mailboxes/test`: signs in at both servers and says what is wrong. */
export const mailboxTrial = usable;
export type MailboxTrial = z.infer<typeof usable>;

/** `POST /mailboxes`: connects the channel of this address, which is made when there is none. */
export const newMailbox = z.strictObject({ name: properName, address: z.email().max(254), queue: queueId, mailbox: usable });

const connected = z.strictObject({
  channel: channelId,
  address: z.string(),
  settings,
  state: z.enum(['waiting', 'connected', ...mailboxFailures]),
  since: z.number(),
});

/** `GET /mailboxes`; secrets are never shown again. */
export const mailboxList = z.array(connected);
export const mailboxNamed = z.strictObject({ channel: channelId });
