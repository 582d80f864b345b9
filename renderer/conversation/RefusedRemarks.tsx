import type { ConversationId } from '#kernel/id';
import { Button } from '@mantine/core';
import { useAct } from '../kit/act';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import { giveRemarkBack } from './conversation-store';
import classes from './Remarks.module.css';

type Props = { readonly conversation: ConversationId; /** They may still be said here. */ readonly again: boolean };

/** What the server refused of a supervisor's words is theirs until they take it back or let it go. */
export function RefusedRemarks({ conversation, again }: Props) {
  const { say } = useText();
  const { ask } = useAct();
  const refused = useLive('refusedRemarks', { conversation }) ?? [];
  if (refused.length === 0) return null;

  async function takeBack(id: string, text: string): Promise<void> {
    const gone = await ask('remark.letGo', { refusal: id });
    if (gone.ok) giveRemarkBack(conversation, text);
  }

  return (
    <section className={classes['refused']} aria-label={say('remarks.refused')}>
      <h3>{say('remarks.refused')}</h3>
      {refused.map(({ id, text }) => (
        <div key={id} className={classes['returned']}>
          <p className={classes['text']}>{text}</p>
          {again && (
            <Button size="compact-xs" variant="default" onClick={() => void takeBack(id, text)}>
              {say('remarks.takeBack')}
            </Button>
          )}
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => void ask('remark.letGo', { refusal: id })}>
            {say('remarks.letGo')}
          </Button>
        </div>
      ))}
    </section>
  );
}
