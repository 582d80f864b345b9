import type { ChannelKind } from '#domain/channel/channel';
import { IconBrandTelegram, IconBrandVk, IconBrandWhatsapp, IconMail, IconMessage2, IconMessageCircle, IconPlugConnected, type Icon } from '@tabler/icons-react';
import { useText } from '../text/TextProvider';

export const channelIcons: Readonly<Record<ChannelKind, Icon>> = {
  email: IconMail,
  chat: IconMessageCircle,
  telegram: IconBrandTelegram,
  vk: IconBrandVk,
  max: IconMessage2,
  whatsapp: IconBrandWhatsapp,
  connect: IconPlugConnected,
};

export function ChannelIcon({ kind, size = 16 }: { readonly kind: ChannelKind; readonly size?: number }) {
  const { say } = useText();
  const Drawing = channelIcons[kind];
  return <Drawing size={size} stroke={1.75} role="img" aria-label={say(`channel.${kind}`)} />;
}
