import type { ChannelKind } from '#domain/channel/channel';
import { IconMail, IconMessageCircle, type Icon } from '@tabler/icons-react';
import { useText } from '../text/TextProvider';

const icons: Readonly<Record<ChannelKind, Icon>> = { email: IconMail, chat: IconMessageCircle };

export function ChannelIcon({ kind, size = 16 }: { readonly kind: ChannelKind; readonly size?: number }) {
  const { say } = useText();
  const Drawing = icons[kind];
  return <Drawing size={size} stroke={1.75} role="img" aria-label={say(`channel.${kind}`)} />;
}
