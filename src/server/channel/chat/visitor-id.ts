import type { ChannelId, TenantId, VisitorId } from '#kernel/id';
import { id } from '#kernel/id';
import { createHash } from 'node:crypto';

/**
 * Who a token is. Derived by a one-way function, so that agents and logs may see the visitor's id and nobody can talk in the
 * visitor's name with it; the token itself is stored nowhere on the server.
 */
export function visitorOf(site: { readonly tenant: TenantId; readonly channel: ChannelId }, token: string): VisitorId {
  const digest = createHash('sha256').update(`otklik visitor\n${site.tenant}\n${site.channel}\n${token}`).digest('hex');
  return id('visitor', digest.slice(0, 32));
}
