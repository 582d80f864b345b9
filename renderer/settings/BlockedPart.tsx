import type { RequestOutput } from '#contract/requests';
import { isBlockable } from '#domain/conversation/recipients';
import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useAsked } from './use-asked';
import { useForm } from './use-form';

type Blocked = RequestOutput<'blockedSenders.list'>[number];

const askBlocked = () => bridge.ask('blockedSenders.list', {});

/** Whose mails are spam. */
export function BlockedPart() {
  const { say } = useText();
  const { value, refused, again } = useAsked(askBlocked);
  return (
    <section className={classes['part']} style={{ marginTop: 16 }} aria-label={say('blocked.title')}>
      <h3>{say('blocked.title')}</h3>
      <p className={classes['lead']}>{say('blocked.lead')}</p>
      <Refusal code={refused} />
      {value?.length === 0 && <p className={classes['lead']}>{say('blocked.none')}</p>}
      <ul className={classes['devices']}>
        {value?.map((row) => <BlockedRow key={row.sender} row={row} onChanged={again} />)}
      </ul>
      <AddForm onAdded={again} />
    </section>
  );
}

function BlockedRow({ row, onChanged }: { readonly row: Blocked; readonly onChanged: () => void }) {
  const { say, dates } = useText();
  const directory = useDirectory();
  const { busy, refused, submit } = useForm();
  const plain = row.sender.replace(/^\[(.*)\]$/, '$1');
  const name = directory.person(row.person)?.name ?? '…';
  return (
    <li className={classes['device']}>
      <div className={classes['about']}>
        <span className={classes['name']}><bdi>{plain === row.sender ? plain : say('blocked.unconfirmed', { sender: plain })}</bdi></span>
        <span className={classes['dim']}>{say('blocked.by', { name, when: dates.date(row.at) })}</span>
        <Refusal code={refused} />
      </div>
      <Button variant="subtle" size="compact-sm" disabled={busy} aria-label={say('blocked.removeNamed', { sender: plain })} onClick={() => submit(null, () => bridge.ask('blockedSenders.remove', { sender: row.sender }), onChanged)}>
        {say('blocked.remove')}
      </Button>
    </li>
  );
}

function AddForm({ onAdded }: { readonly onAdded: () => void }) {
  const { say } = useText();
  const [sender, setSender] = useState('');
  const { busy, refused, submit } = useForm();
  const added = (): void => {
    setSender('');
    onAdded();
  };
  return (
    <form className={classes['form']} onSubmit={(event) => submit(event, () => bridge.ask('blockedSenders.add', { sender: sender.trim() }), added)}>
      <Group align="end" gap="sm" wrap="nowrap">
        <TextInput style={{ flex: 1 }} name="sender" label={say('blocked.sender')} maxLength={254} value={sender} onChange={(event) => setSender(event.currentTarget.value)} />
        <Button type="submit" variant="default" disabled={busy || !isBlockable(sender)}>{say('blocked.add')}</Button>
      </Group>
      <Refusal code={refused} />
    </form>
  );
}
