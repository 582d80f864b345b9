import type { ListRow } from '#contract/requests';
import type { ConversationId } from '#kernel/id';
import { Button, Checkbox } from '@mantine/core';
import { limits } from '#contract/limits';
import { useState } from 'react';
import { Dialog } from '../kit/Dialog';
import { useAct } from '../kit/act';
import { ChannelIcon } from '../kit/ChannelIcon';
import { useLive } from '../kit/live';
import { StatusMark } from '../kit/StatusMark';
import { useText } from '../text/TextProvider';
import classes from './CloseShift.module.css';
import { Fate, type OnAct } from './Fate';

type Props = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onAct: OnAct;
  readonly onSignOut: () => void;
};

/** What is still owned at the end of a shift, and what becomes of it. */
export function CloseShift(props: Props) {
  const { say } = useText();
  return (
    <Dialog opened={props.opened} onClose={props.onClose} size={720} title={say('closeShift.title')}>
      <Content {...props} />
    </Dialog>
  );
}

function Content(props: Props) {
  const { say } = useText();
  const { ask } = useAct();
  const rows = useLive('list', { view: 'mine', search: '', limit: limits.listPage })?.rows;
  if (rows === undefined) return null;
  const end = async (): Promise<void> => {
    if ((await ask('state.set', { state: 'offline' })).ok) props.onClose();
  };
  return (
    <>
      {rows.length === 0 ? <p className={classes['lead']}>{say('closeShift.nothing')}</p> : <Owned {...props} rows={rows} />}
      <div className={classes['end']}>
        <Button variant="default" onClick={props.onClose}>
          {say('closeShift.stay')}
        </Button>
        <Button variant="default" onClick={() => void end()}>
          {say('closeShift.offline')}
        </Button>
        <Button variant={rows.length === 0 ? 'filled' : 'default'} data-autofocus={rows.length === 0 || undefined} onClick={props.onSignOut}>
          {say(rows.length === 0 ? 'person.signOut' : 'closeShift.signOutAnyway')}
        </Button>
      </div>
    </>
  );
}

function Owned({ rows, onAct }: Props & { readonly rows: readonly ListRow[] }) {
  const { say } = useText();
  const [kept, setKept] = useState<ReadonlySet<ConversationId>>(new Set());
  const about = rows.filter(({ conversation }) => !kept.has(conversation.id));
  const toggle = (id: ConversationId): void => setKept((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set(before).add(id)));
  return (
    <>
      <p className={classes['lead']}>{say('closeShift.lead', { n: rows.length })}</p>
      <ul className={classes['rows']}>
        {rows.map(({ conversation, case: row, customerName }) => (
          <li key={conversation.id}>
            <Checkbox aria-label={say('closeShift.include', { name: customerName })} checked={!kept.has(conversation.id)} onChange={() => toggle(conversation.id)} />
            <ChannelIcon kind={conversation.kind} size={16} />
            <span className={classes['name']}>
              <b><bdi>{customerName}</bdi></b> <bdi>{conversation.subject || say('list.noSubject')}</bdi>
            </span>
            <StatusMark status={row.state.status} />
          </li>
        ))}
      </ul>
      <Fate about={about} onAct={onAct} />
    </>
  );
}
