import { isLoopback, mailboxTrial, type MailboxSettings, type MailboxTrial, type MailPlace } from '#contract/mailbox';

/** What stands in the form of a mailbox, as it was typed. */
export type MailboxValues = {
  readonly inHost: string;
  readonly inPort: string;
  readonly inSecurity: MailPlace['security'];
  readonly outHost: string;
  readonly outPort: string;
  readonly outSecurity: MailPlace['security'];
  readonly kind: 'password' | 'oauth';
  readonly user: string;
  readonly password: string;
  readonly client: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly tokenUrl: string;
  readonly scope: string;
  readonly keepsSent: boolean;
};

export type TextField = Exclude<keyof MailboxValues, 'inSecurity' | 'outSecurity' | 'kind' | 'keepsSent'>;

const nothing: MailboxValues = {
  inHost: '', inPort: '993', inSecurity: 'tls', outHost: '', outPort: '465', outSecurity: 'tls', kind: 'password',
  user: '', password: '', client: '', clientSecret: '', refreshToken: '', tokenUrl: '', scope: '', keepsSent: false,
};

const google = { inHost: 'imap.gmail.com', outHost: 'smtp.gmail.com', keepsSent: true } as const;
const microsoft = { inHost: 'outlook.office365.com', outHost: 'smtp.office365.com', outPort: '587', outSecurity: 'starttls', keepsSent: true } as const;
const providers: Readonly<Record<string, Partial<MailboxValues>>> = { 'gmail.com': google, 'outlook.com': microsoft, 'hotmail.com': microsoft };

/** What a mailbox of this address is usually reached by; it is tried before anything is kept. */
export function guessed(address: string): MailboxValues {
  const domain = address.slice(address.lastIndexOf('@') + 1).trim().toLowerCase();
  if (!address.includes('@') || domain === '') return nothing;
  return { ...nothing, inHost: `imap.${domain}`, outHost: `smtp.${domain}`, user: address.trim(), ...providers[domain] };
}

/** The form of a mailbox that is connected; what is secret is never shown again. */
export function valuesOf({ receive, send, auth, keepsSent }: MailboxSettings): MailboxValues {
  const places = { inHost: receive.host, inPort: String(receive.port), inSecurity: receive.security, outHost: send.host, outPort: String(send.port), outSecurity: send.security };
  const given = auth.kind === 'oauth' ? { client: auth.client, tokenUrl: auth.tokenUrl, scope: auth.scope } : {};
  return { ...nothing, ...places, ...given, kind: auth.kind, user: auth.user, keepsSent };
}

/** Null while something is missing or cannot be. */
export function usableOf(values: MailboxValues): MailboxTrial | null {
  const { user, client, tokenUrl, scope, clientSecret, refreshToken } = values;
  const auth = values.kind === 'password' ? { kind: 'password', user } : { kind: 'oauth', user, client, tokenUrl, scope };
  const secret = values.kind === 'password' ? { password: values.password } : { clientSecret, refreshToken: refreshToken === '' ? null : refreshToken };
  const receive = { host: values.inHost.trim(), port: Number(values.inPort), security: values.inSecurity };
  const send = { host: values.outHost.trim(), port: Number(values.outPort), security: values.outSecurity };
  return mailboxTrial.safeParse({ settings: { receive, send, auth, keepsSent: values.keepsSent }, secret }).data ?? null;
}

/** In the open only to a server on the same machine. */
export function securitiesFor(host: string): readonly MailPlace['security'][] {
  return isLoopback(host.trim()) ? ['tls', 'starttls', 'none'] : ['tls', 'starttls'];
}
