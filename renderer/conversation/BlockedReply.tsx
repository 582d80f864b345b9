import { isSpam } from '#domain/conversation/case';
import { unreachable } from '#kernel/unreachable';
import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useAway } from '../kit/absences';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import { useActions } from './actions';
import classes from './Composer.module.css';
import type { Opened } from './opened';
import type { Standing } from './rights';

type Props = { readonly opened: Opened; readonly standing: Standing; readonly onFree: () => void };

/** Why a reply is not possible now, and the one step that makes it possible. */
export function BlockedReply({ opened, standing, onFree }: Props) {
  const { say } = useText();
  const directory = useDirectory();
  const actions = useActions();
  const { conversation } = opened;
  const away = useAway();
  const absent = conversation.assignee === null ? null : away(conversation.assignee);
  const owner = conversation.assignee === null ? undefined : directory.person(conversation.assignee);

  async function takeAndReply(): Promise<void> {
    if (await actions.take(conversation.id)) onFree();
  }

  async function reopenAndReply(): Promise<void> {
    if (await actions.reopen(conversation.id)) onFree();
  }

  switch (standing) {
    case 'mine':
      return null;
    case 'other':
      return <Explained text={say('composer.blocked.other', { name: absent === null ? (owner?.name ?? '…') : `${owner?.name ?? '…'} (${absent})` })} />;
    case 'queue':
      return (
        <Explained text={say('composer.blocked.queue')}>
          <Button size="xs" disabled={opened.asking !== null} onClick={() => void takeAndReply()}>
            {opened.asking === null ? say('composer.takeAndReply') : say('conversation.asking')}
          </Button>
        </Explained>
      );
    case 'finished':
      return (
        <Explained text={say(isSpam(opened.case.state) ? 'composer.blocked.spam' : 'composer.blocked.finished')}>
          <Button size="xs" variant="default" onClick={() => void reopenAndReply()}>
            {say('composer.reopenAndReply')}
          </Button>
        </Explained>
      );
    default:
      return unreachable(standing);
  }
}

function Explained({ text, children }: { readonly text: string; readonly children?: React.ReactNode }) {
  return (
    <div className={classes['blocked']}>
      <IconLock size={16} stroke={1.75} aria-hidden />
      <span>{text}</span>
      {children}
    </div>
  );
}
