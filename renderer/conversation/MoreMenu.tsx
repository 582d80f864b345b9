import type { ConversationId } from '#kernel/id';
import { ActionIcon, Menu } from '@mantine/core';
import { IconAlarmOff, IconAlarmSnooze, IconDotsVertical, IconFlag, IconHourglass, IconMailOff, IconTag, IconUserOff } from '@tabler/icons-react';
import { useAct } from '../kit/act';
import { askAbout } from '../kit/asked';
import { KeyHint } from '../kit/KeyHint';
import { useText } from '../text/TextProvider';
import type { Head } from './opened';
import { useSpam, type Spam } from './use-spam';

/** `mayLead`: may put it off and away; what sorts it anyone of its team may say. */
type Props = { readonly head: Head; readonly mayLead: boolean };

/** What else may be done with a case, and with a mail. */
export function MoreMenu({ head, mayLead }: Props) {
  const { say } = useText();
  const { ask } = useAct();
  const spam = useSpam();
  const { id: conversation, kind } = head.conversation;
  const { status } = head.case.state;
  const about = [conversation];
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label={say('spam.more')}>
          <IconDotsVertical size={16} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={!mayLead} leftSection={<IconAlarmSnooze size={16} stroke={1.75} />} rightSection={<KeyHint chord="h" />} onClick={() => askAbout({ what: 'snooze', about })}>
          {say('action.snooze')}
        </Menu.Item>
        {status === 'snoozed' && (
          <Menu.Item disabled={!mayLead} leftSection={<IconAlarmOff size={16} stroke={1.75} />} onClick={() => void ask('case.wake', { conversation })}>
            {say('action.wake')}
          </Menu.Item>
        )}
        {status !== 'waiting' && (
          <Menu.Item disabled={!mayLead} leftSection={<IconHourglass size={16} stroke={1.75} />} onClick={() => void ask('case.wait', { conversation })}>
            {say('action.wait')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconFlag size={16} stroke={1.75} />} rightSection={<KeyHint chord="p" />} onClick={() => askAbout({ what: 'priority', about })}>
          {say('action.priority')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTag size={16} stroke={1.75} />} rightSection={<KeyHint chord="t" />} onClick={() => askAbout({ what: 'tags', about })}>
          {say('action.tags')}
        </Menu.Item>
        {kind === 'email' && <SpamItems conversation={conversation} disabled={!mayLead} spam={spam} />}
      </Menu.Dropdown>
    </Menu>
  );
}

type SpamProps = { readonly conversation: ConversationId; readonly disabled: boolean; readonly spam: Spam };

function SpamItems({ conversation, disabled, spam }: SpamProps) {
  const { say } = useText();
  return (
    <>
      <Menu.Divider />
      <Menu.Item disabled={disabled} leftSection={<IconMailOff size={16} stroke={1.75} />} rightSection={<KeyHint chord="shift+s" />} onClick={() => void spam.mark(conversation)}>
        {say('spam.mark')}
      </Menu.Item>
      <Menu.Item disabled={disabled} leftSection={<IconUserOff size={16} stroke={1.75} />} onClick={() => void spam.block(conversation)}>
        {say('spam.block')}
      </Menu.Item>
    </>
  );
}
