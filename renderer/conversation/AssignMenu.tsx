import { mayWork } from '#domain/access/actor';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { PersonId } from '#kernel/id';
import { Button, Menu } from '@mantine/core';
import { IconArrowBackUp, IconHandStop, IconTransfer, IconUserShare } from '@tabler/icons-react';
import { useAway } from '../kit/absences';
import { useDirectory } from '../kit/directory';
import { Face } from '../kit/Face';
import { KeyHint } from '../kit/KeyHint';
import { useMe } from '../kit/me';
import { useText } from '../text/TextProvider';
import classes from './ConversationHeader.module.css';
import { setAssigning, setOffering, setTransferring, useConversation } from './conversation-store';

type Props = { readonly conversation: ConversationRow; readonly disabled: boolean; readonly onAssign: (to: PersonId | null) => void };

/** Hands a conversation to a colleague of its team, back to the queue, or to another queue. */
export function AssignMenu({ conversation, disabled, onAssign }: Props) {
  const { say } = useText();
  const me = useMe();
  const { people } = useDirectory();
  const away = useAway();
  const opened = useConversation((state) => state.assigning);
  const able = people.filter(({ id, roles, teams }) => id !== conversation.assignee && mayWork({ person: id, roles, teams }, conversation.team));

  return (
    <Menu opened={opened && !disabled} onChange={setAssigning} position="bottom-end" width={310} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button size="xs" variant="default" disabled={disabled} className={classes['assign'] ?? ''} aria-label={say('action.assign')}>
          <IconUserShare size={15} stroke={1.75} aria-hidden />
          <span className={classes['word']}>{say('action.assign')}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        <Menu.Label>{say('assign.label')}</Menu.Label>
        {conversation.assignee !== null && (
          <Menu.Item data-autofocus leftSection={<IconArrowBackUp size={18} stroke={1.75} aria-hidden />} onClick={() => onAssign(null)}>
            {say('assign.return')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconTransfer size={18} stroke={1.75} aria-hidden />} rightSection={<KeyHint chord="shift+t" />} onClick={() => setTransferring(true)}>
          {say('assign.transfer')}
        </Menu.Item>
        <Menu.Item leftSection={<IconHandStop size={18} stroke={1.75} aria-hidden />} rightSection={<KeyHint chord="shift+o" />} onClick={() => setOffering(true)}>
          {say('assign.offer')}
        </Menu.Item>
        {able.map((person, index) => (
          <Menu.Item key={person.id} data-autofocus={(conversation.assignee === null && index === 0) || undefined} leftSection={<Face name={person.name} size={22} />} onClick={() => onAssign(person.id)}>
            {person.id === me.id ? say('assign.me', { name: person.name }) : person.name}
            {away(person.id) !== null && <span className={classes['away']}>{away(person.id)}</span>}
          </Menu.Item>
        ))}
        {able.length === 0 && <Menu.Item disabled>{say('assign.nobody')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
