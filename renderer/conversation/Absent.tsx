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

/** A conversation that this computer does not hold: one of the past can be fetched, one that left under our eyes cannot. */
export function Absent({ conversation, wasHere, onNext }: Props) {
  const { say } = useText();
  const { ask } = useAct();
  const [fetching, setFetching] = useState(false);

  async function fetchIt(): Promise<void> {
    setFetching(true);
    await ask('conversation.fetch', { conversation });
    setFetching(false);
  }

  return (
    <Blank icon={wasHere ? IconTransfer : IconMessageX} title={say(wasHere ? 'conversation.left.title' : 'conversation.none.title')} text={say(wasHere ? 'conversation.left' : 'conversation.gone')}>
      {wasHere ? (
        <Button size="xs" variant="default" onClick={onNext}>
          {say('conversation.next')}
        </Button>
      ) : (
        <Button size="xs" variant="default" disabled={fetching} onClick={() => void fetchIt()}>
          {say(fetching ? 'conversation.fetching' : 'conversation.fetch')}
        </Button>
      )}
      <Unsent conversation={conversation} />
      <RefusedRemarks conversation={conversation} again={false} />
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
