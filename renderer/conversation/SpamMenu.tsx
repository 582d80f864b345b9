import type { ConversationId } from '#kernel/id';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical, IconMailOff, IconUserOff } from '@tabler/icons-react';
import { KeyHint } from '../kit/KeyHint';
import { useText } from '../text/TextProvider';
import { useSpam } from './use-spam';

type Props = { readonly conversation: ConversationId; readonly disabled: boolean };

/** What else may be done with a mail. */
export function SpamMenu({ conversation, disabled }: Props) {
  const { say } = useText();
  const spam = useSpam();
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <ActionIcon variant="default" size={30} disabled={disabled} aria-label={say('spam.more')}>
          <IconDotsVertical size={16} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconMailOff size={16} stroke={1.75} />} rightSection={<KeyHint chord="shift+s" />} onClick={() => void spam.mark(conversation)}>
          {say('spam.mark')}
        </Menu.Item>
        <Menu.Item leftSection={<IconUserOff size={16} stroke={1.75} />} onClick={() => void spam.block(conversation)}>
          {say('spam.block')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
