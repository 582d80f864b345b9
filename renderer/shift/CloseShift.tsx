import type { ListRow } from '#contract/requests';
import { mayWork } from '#domain/access/actor';
import type { ManyAct } from '#domain/conversation/change-many';
import type { ConversationId, PersonId } from '#kernel/id';
import { Button, Checkbox, Modal, Select, TextInput } from '@mantine/core';
import { limits } from '#contract/limits';
import { useState } from 'react';
import { useAct } from '../kit/act';
import { ChannelIcon } from '../kit/ChannelIcon';
import { useMinute } from '../kit/clock';
import { useDirectory } from '../kit/directory';
import { useLive } from '../kit/live';
import { useMe } from '../kit/me';
import { StatusMark } from '../kit/StatusMark';
import { useText } from '../text/TextProvider';
import classes from './CloseShift.module.css';

type Act = Extract<ManyAct, { readonly do: 'assign' | 'return' | 'snooze' }>;
type Props = {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Does it to all of them; false where nothing came of it. */
  readonly onAct: (act: Act, about: readonly ConversationId[]) => Promise<boolean>;
  readonly onSignOut: () => void;
};

/** What is still owned at the end of a shift, and what becomes of it. */
export function CloseShift(props: Props) {
  const { say } = useText();
  return (
    <Modal opened={props.opened} onClose={props.onClose} size={720} title={say('closeShift.title')} closeButtonProps={{ 'aria-label': say('notice.close') }}>
      <Content {...props} />
    </Modal>
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
              <b><bdi>{customerName}</bdi></b> <bdi>{conversation.subject}</bdi>
            </span>
            <StatusMark status={row.state.status} />
          </li>
        ))}
      </ul>
      <Fate about={about} onAct={onAct} />
    </>
  );
}

/** Nine in the morning of the next day, by the clock on the wall. */
function tomorrow(now: number): number {
  return new Date(now).setHours(33, 0, 0, 0);
}

function Fate({ about, onAct }: Pick<Props, 'onAct'> & { readonly about: readonly ListRow[] }) {
  const { say, dates } = useText();
  const { ask } = useAct();
  const me = useMe();
  const { people } = useDirectory();
  const states = useLive('states', {}) ?? [];
  const now = useMinute();
  const [to, setTo] = useState<PersonId | null>(null);
  const [note, setNote] = useState('');
  const [isBusy, setBusy] = useState(false);
  const able = people.filter(({ id, roles, teams }) => id !== me.id && about.every(({ conversation }) => mayWork({ person: id, roles, teams }, conversation.team)));
  const stateOf = (id: PersonId): string => say(`state.${states.find((row) => row.id === id)?.state ?? 'offline'}`);

  /** The note stands in the conversation before its owner goes. */
  async function decide(act: Act): Promise<void> {
    setBusy(true);
    const text = note.trim();
    for (const { conversation } of text === '' ? [] : about) await ask('note.add', { conversation: conversation.id, text });
    const isDone = await onAct(act, about.map(({ conversation }) => conversation.id));
    if (isDone) setNote('');
    setBusy(false);
  }

  const isIdle = about.length > 0 && !isBusy;
  return (
    <div className={classes['fate']}>
      <TextInput label={say('closeShift.note')} description={say('closeShift.noteHint')} maxLength={2000} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <div className={classes['over']}>
        <Select searchable className={classes['grow']} label={say('closeShift.to')} placeholder={say('closeShift.choose')} nothingFoundMessage={say('assign.nobody')} data={able.map(({ id, name }) => ({ value: id, label: `${name} · ${stateOf(id)}` }))} value={to} onChange={(value) => setTo(able.find(({ id }) => id === value)?.id ?? null)} />
        <Button disabled={!isIdle || to === null} onClick={() => (to === null ? undefined : void decide({ do: 'assign', to }))}>
          {say('closeShift.handOver', { n: about.length })}
        </Button>
      </div>
      <div className={classes['other']}>
        <Button variant="default" disabled={!isIdle} onClick={() => void decide({ do: 'return' })}>
          {say('closeShift.return', { n: about.length })}
        </Button>
        <Button variant="default" disabled={!isIdle} onClick={() => void decide({ do: 'snooze', until: tomorrow(now) })}>
          {say('closeShift.snooze', { when: dates.soon(tomorrow(now), now) })}
        </Button>
      </div>
    </div>
  );
}
