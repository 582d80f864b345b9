import type { ConversationId } from '#kernel/id';
import { Button, Textarea } from '@mantine/core';
import { IconMessageX, IconTransfer } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '../kit/act';
import { Blank } from '../kit/Blank';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import classes from './Absent.module.css';
import { RefusedRemarks } from './RefusedRemarks';

type Props = { readonly conversation: ConversationId; readonly wasHere: boolean; readonly onNext: () => void };

/** A conversation that this computer does not hold: one of the past can be fetched, one that has gone to others cannot. */
export function Absent({ conversation, wasHere, onNext }: Props) {
  const { say } = useText();
  const { ask } = useAct();
  const [fetching, setFetching] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const isTold = useLive('notices', {})?.some((notice) => notice.conversation === conversation && (notice.code === 'draft.kept' || notice.code === 'conversation.absent')) ?? false;
  const hasLeft = wasHere || isTold || isRefused;

  async function fetchIt(): Promise<void> {
    setFetching(true);
    const fetched = await ask('conversation.fetch', { conversation });
    setFetching(false);
    if (!fetched.ok && fetched.code === 'conversation.absent') setRefused(true);
  }

  return (
    <Blank icon={hasLeft ? IconTransfer : IconMessageX} title={say(hasLeft ? 'conversation.left.title' : 'conversation.none.title')} text={say(hasLeft ? 'conversation.left' : 'conversation.gone')}>
      {hasLeft ? (
        <Button size="xs" variant="default" onClick={onNext}>
          {say('conversation.next')}
        </Button>
      ) : (
        <Button size="xs" variant="default" disabled={fetching} onClick={() => void fetchIt()}>
          {say(fetching ? 'conversation.fetching' : 'conversation.fetch')}
        </Button>
      )}
      <Unsent conversation={conversation} />
      <div className={classes['refused']}>
        <RefusedRemarks conversation={conversation} again={false} />
      </div>
    </Blank>
  );
}

/** What the person wrote here and did not send is theirs, also where the conversation is not. */
function Unsent({ conversation }: { readonly conversation: ConversationId }) {
  const { say } = useText();
  const texts = useLive('unsent', { conversation }) ?? [];
  if (texts.length === 0) return null;
  return <Textarea className={classes['unsent'] ?? ''} readOnly autosize minRows={2} maxRows={8} label={say('conversation.unsent')} value={texts.map(({ text }) => text).join('\n\n')} />;
}
