import { keepMailboxSecret, type Mailbox, type MailboxKey } from '#db/central/mailboxes';
import { mailboxSecret, type MailboxSecret, type MailboxSettings } from '#contract/mailbox';
import type { Reader } from '#db/central/open';
import { minute, second, type Instant } from '#kernel/instant';
import { z } from 'zod';
import { sealedFor } from '../../../access/sealed-for';
import type { Sealing } from '../../../access/sealing';

/** What a mail server takes for a sign-in. */
export type Credential = { readonly user: string; readonly password: string } | { readonly user: string; readonly token: string };

/** The provider gives no access token: its registration or its refresh token is no longer good, or it is not there. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

const answered = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive().catch(300), refresh_token: z.string().min(1).optional() });

type Token = { readonly token: string; readonly goodUntil: Instant; readonly refreshToken: string | null };

const longestAnswer = 15 * second;

export async function fetchToken(auth: Extract<MailboxSettings['auth'], { kind: 'oauth' }>, secret: Extract<MailboxSecret, { clientSecret: string }>): Promise<Token> {
  const form = new URLSearchParams({
    client_id: auth.client,
    client_secret: secret.clientSecret,
    scope: auth.scope,
    ...(secret.refreshToken === null ? { grant_type: 'client_credentials' } : { grant_type: 'refresh_token', refresh_token: secret.refreshToken }),
  });
  try {
    const response = await fetch(auth.tokenUrl, { method: 'POST', body: form, redirect: 'error', signal: AbortSignal.timeout(longestAnswer) });
    const { access_token: token, expires_in: seconds, refresh_token: refreshToken = null } = answered.parse(await response.json());
    return { token, goodUntil: Date.now() + seconds * second - minute, refreshToken };
  } catch {
    // What the provider wrote may hold what it was sent.
    throw new TokenRefused();
  }
}

/** Signs in at mailboxes: opens what is sealed, and fetches an access token when there is none or the last one was refused. */
export class MailboxCredentials {
  readonly #ports: { readonly db: Reader; readonly sealing: Sealing };
  readonly #tokens = new Map<string, Token>();

  constructor(ports: { readonly db: Reader; readonly sealing: Sealing }) {
    this.#ports = ports;
  }

  seal(mailbox: MailboxKey, secret: MailboxSecret): string {
    return this.#ports.sealing.seal(sealedFor.mailbox(mailbox), JSON.stringify(secret));
  }

  /** Tries what is at hand; when it is refused and could be renewed, once more with a fresh one. */
  async signedIn<Result>(mailbox: Mailbox, work: (credential: Credential) => Promise<Result>, isRefused: (error: unknown) => boolean): Promise<Result> {
    try {
      return await work(await this.#credential(mailbox, false));
    } catch (error) {
      if (mailbox.settings.auth.kind === 'password' || !isRefused(error)) throw error;
      return work(await this.#credential(mailbox, true));
    }
  }

  async #credential(mailbox: Mailbox, fresh: boolean): Promise<Credential> {
    const { settings: { auth }, channel, change } = mailbox;
    const secret = mailboxSecret.parse(JSON.parse(this.#ports.sealing.open(sealedFor.mailbox(mailbox), mailbox.secret)));
    if (auth.kind === 'password' || 'password' in secret) {
      if ('password' in secret) return { user: auth.user, password: secret.password };
      throw new TokenRefused();
    }
    const key = `${channel} ${change}`;
    const kept = this.#tokens.get(key);
    if (kept !== undefined && !fresh && kept.goodUntil > Date.now()) return { user: auth.user, token: kept.token };
    const token = await fetchToken(auth, { ...secret, refreshToken: kept?.refreshToken ?? secret.refreshToken });
    this.#tokens.set(key, token);
    if (token.refreshToken !== null && token.refreshToken !== secret.refreshToken) {
      const sealed = this.seal(mailbox, { ...secret, refreshToken: token.refreshToken });
      await keepMailboxSecret(this.#ports.db, mailbox, { sealed, change });
    }
    return { user: auth.user, token: token.token };
  }
}
