import { apiScopes, apiToken, type ApiScope, type ApiToken } from '#contract/api-token';
import { tokenId } from '#contract/ids';
import { me, type Me } from '#contract/session';
import type { PersonId, TenantId, TokenId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { z } from 'zod';
import type { Reader, Writer } from './open';

export type TokenHolder = { readonly token: TokenId; readonly scopes: readonly ApiScope[]; readonly me: Me };

const holder = z.object({ token: tokenId, scopes: z.array(z.enum(apiScopes)) });

/** For whom a living token acts, and as far as what; of a person whose account is disabled it opens nothing. */
export async function holderOfToken(db: Reader, hash: string, now: Instant): Promise<TokenHolder | null> {
  const found: unknown = await db('api_tokens as held')
    .join('accounts as account', (on) => on.on('account.tenant', 'held.tenant').on('account.person', 'held.person'))
    .join('people as person', (on) => on.on('person.tenant', 'held.tenant').on('person.id', 'held.person'))
    .where({ 'held.hash': hash, 'account.disabled': false })
    .whereNull('held.revokedAt')
    .where((still) => void still.whereNull('held.endsAt').orWhere('held.endsAt', '>', now))
    .first({ token: 'held.id', scopes: 'held.scopes', id: 'person.id', tenant: 'person.tenant', name: 'person.name', roles: 'person.roles', teams: 'person.teams' });
  return found === undefined ? null : { ...holder.parse(found), me: me.strip().parse(found) };
}

export type NewToken = Omit<ApiToken, 'usedAt'> & { readonly tenant: TenantId; readonly hash: string; readonly madeBy: PersonId };

export async function addToken(tx: Writer, { scopes, ...token }: NewToken): Promise<void> {
  await tx('api_tokens').insert({ ...token, scopes: JSON.stringify(scopes) });
}

/** Those that are not revoked, newest first. */
export async function tokensOf(db: Reader, tenant: TenantId): Promise<readonly ApiToken[]> {
  const found: unknown[] = await db('api_tokens as held')
    .leftJoin('api_token_uses as used', (on) => on.on('used.tenant', 'held.tenant').on('used.token', 'held.id'))
    .where({ 'held.tenant': tenant })
    .whereNull('held.revokedAt')
    .orderBy([{ column: 'held.madeAt', order: 'desc' }, 'held.id'])
    .select('held.id', 'held.name', 'held.person', 'held.scopes', 'held.madeAt', 'held.endsAt', { usedAt: 'used.at' });
  return found.map((row) => apiToken.parse(row));
}

export async function hasToken(db: Reader, tenant: TenantId, id: TokenId): Promise<boolean> {
  const found: unknown = await db('api_tokens').where({ tenant, id }).whereNull('revokedAt').first('id');
  return found !== undefined;
}

export async function revokeToken(db: Reader, named: { readonly tenant: TenantId; readonly id: TokenId }, now: Instant): Promise<void> {
  await db('api_tokens').where(named).whereNull('revokedAt').update({ revokedAt: now });
}

export async function noteTokenUse(db: Reader, used: { readonly tenant: TenantId; readonly token: TokenId; readonly at: Instant }): Promise<void> {
  await db('api_token_uses').insert(used).onConflict(['tenant', 'token']).merge({ at: used.at });
}
