import type { ChannelId, TenantId, VisitorId } from '#kernel/id';
import { id } from '#kernel/id';
import { createHash } from 'node:crypto';

type Site = { readonly tenant: TenantId; readonly channel: ChannelId };

/**
 * Who a token is. Derived by a one-way function, so that agents and logs may see the visitor's id and nobody can talk in the
 * visitor's name with it; the token itself is stored nowhere on the server.
 */
export function visitorOf(site: Site, token: string): VisitorId {
  return derived('visitor', site, token);
}

/** Who a customer of the shop is, on whatever browser; only what the shop signed leads here. */
export function userOf(site: Site, user: string): VisitorId {
  return derived('user', site, user);
}

function derived(kind: 'visitor' | 'user', { tenant, channel }: Site, known: string): VisitorId {
  const digest = createHash('sha256').update(`otklik ${kind}\n${tenant}\n${channel}\n${known}`).digest('hex');
  return id('visitor', digest.slice(0, 32));
}
