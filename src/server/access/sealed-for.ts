import type { Holder } from '#db/central/factors';
import type { ChannelId, TenantId } from '#kernel/id';

type Channel = { readonly tenant: TenantId; readonly channel: ChannelId };

/** What each secret in the database is sealed for; moved to another row it does not open. */
export const sealedFor = {
  factor: ({ tenant, person }: Holder): string => `factor ${tenant} ${person}`,
  provider: (id: string): string => `oidc ${id}`,
  mailbox: ({ channel }: Pick<Channel, 'channel'>): string => `mailbox ${channel}`,
  messenger: ({ tenant, channel }: Channel): string => `messenger ${tenant} ${channel}`,
  chatIdentity: ({ tenant, channel }: Channel): string => `chat identity ${tenant} ${channel}`,
  drafting: ({ tenant }: Pick<Channel, 'tenant'>): string => `drafting ${tenant}`,
  webhook: (id: string): string => `webhook ${id}`,
} as const;
