import type { ApiScope } from '#contract/api-token';
import { holderOfToken, noteTokenUse } from '#db/central/api-tokens';
import type { Reader } from '#db/central/open';
import type { Actor } from '#domain/access/actor';
import type { TenantId, TokenId } from '#kernel/id';
import { minute, type Duration, type Instant } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { createHash, randomBytes } from 'node:crypto';
import { serverTime } from '../sync/server-time';

/** A program that acts for a person. */
export type Program = { readonly token: TokenId; readonly tenant: TenantId; readonly actor: Actor; readonly scopes: readonly ApiScope[] };

export type ApiTokens = { readonly authenticate: (secret: string) => Promise<Outcome<Program, 'access.signedOut'>> };

const prefix = 'otk_';

/** How exactly its last use is known. */
const noted: Duration = minute;

export function createApiTokens(db: Reader): ApiTokens {
  const uses = new Map<TokenId, Instant>();
  return {
    authenticate: async (secret) => {
      if (!secret.startsWith(prefix)) return refused('access.signedOut');
      const now = serverTime();
      const holder = await holderOfToken(db, hashOfSecret(secret), now);
      if (holder === null) return refused('access.signedOut');
      const { token, scopes, me } = holder;
      if (now - (uses.get(token) ?? 0) > noted) {
        uses.set(token, now);
        await noteTokenUse(db, { tenant: me.tenant, token, at: now });
      }
      return done({ token, tenant: me.tenant, scopes, actor: { person: me.id, roles: me.roles, teams: me.teams } });
    },
  };
}

export function newSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

/** A secret of 256 bits needs no slow hash: nobody guesses it. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
