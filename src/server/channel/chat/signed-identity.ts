import type { ChatSite } from '#db/central/chat-sites';
import type { Instant } from '#kernel/instant';
import { second } from '#kernel/instant';
import { singleLine } from '#kernel/text';
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { sealedFor } from '../../access/sealed-for';
import { openIfKnown, type Sealing } from '../../access/sealing';
import { mailAddress, type MailAddress } from '../email/mail-address';

/** Whom a shop's own server vouches for. */
export type SignedIdentity = { readonly user: string; readonly name: string | null; readonly mail: MailAddress | null };

type Site = Pick<ChatSite, 'tenant' | 'channel'>;

export type ChatIdentities = {
  /** A new secret, to be shown once, and as it is kept. */
  readonly fresh: (site: Site) => { readonly plain: string; readonly sealed: string };
  /** Null for whatever was not signed with the present secret of this site, says no user, or is over. */
  readonly read: (site: Site & Pick<ChatSite, 'secret'>, given: string, now: Instant) => SignedIdentity | null;
};

/** Any other algorithm that a token names, `none` among them, is a forgery. */
const header = z.object({ alg: z.literal('HS256') });
/** Names of RFC 7519. `exp`, in seconds, has to be there: an identity that leaked is worth something for a time only. */
const claims = z.object({ sub: z.string().min(1).max(200), exp: z.number(), name: z.string().max(200).optional(), email: z.string().max(300).optional() });

export function createChatIdentities(sealing: Sealing): ChatIdentities {
  return {
    fresh: (site) => {
      const plain = randomBytes(32).toString('base64url');
      return { plain, sealed: sealing.seal(sealedFor.chatIdentity(site), plain) };
    },
    read: (site, given, now) => {
      const secret = site.secret === null ? null : openIfKnown(sealing, sealedFor.chatIdentity(site), site.secret);
      return secret === null ? null : identityIn(given, secret, now);
    },
  };
}

/** A JSON Web Token, so that every shop's language has a library that makes one. */
function identityIn(given: string, secret: string, now: Instant): SignedIdentity | null {
  const [head = '', body = '', sign = '', ...rest] = given.split('.');
  const expected = createHmac('sha256', secret).update(`${head}.${body}`).digest();
  const signature = Buffer.from(sign, 'base64url');
  if (rest.length > 0 || signature.length !== expected.length || !timingSafeEqual(signature, expected)) return null;
  const said = claims.safeParse(part(body));
  if (!header.safeParse(part(head)).success || !said.success || said.data.exp * second <= now) return null;
  const { sub, name = '', email = '' } = said.data;
  const shown = singleLine(name);
  return { user: sub, name: shown === '' ? null : shown, mail: mailAddress(email.trim()) };
}

function part(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
