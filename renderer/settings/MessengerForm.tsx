import type { MessengerSetup } from '#contract/messenger';
import type { RequestOutput } from '#contract/requests';
import { messengerKinds, type MessengerKind } from '#domain/channel/channel';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import { useText } from '../text/TextProvider';
import { MessengerFields } from './MessengerFields';
import { QueueField, useQueue } from './QueueField';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useForm } from './use-form';

type Props = { readonly onConnected: (made: RequestOutput<'messengers.connect'>, kind: MessengerKind) => void; readonly onCancel: () => void };

/** A new messenger: what it is given is tried at the messenger before anything is kept. */
export function MessengerForm({ onConnected, onCancel }: Props) {
  const { say } = useText();
  const [kind, setKind] = useState<MessengerKind>('telegram');
  const [name, setName] = useState('');
  const [queue, setQueue] = useQueue(null);
  const [setup, setSetup] = useState<MessengerSetup | null>(null);
  const [known, setKnown] = useState<string | null>(null);
  const { busy, refused, submit } = useForm();
  const given = (next: MessengerSetup | null): void => {
    setSetup(next);
    setKnown(null);
  };
  const choose = (value: string): void => {
    setKind(messengerKinds.find((one) => one === value) ?? 'telegram');
    given(null);
  };
  const isWhole = setup !== null && queue !== null && name.trim() !== '';
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) submit(event, () => bridge.ask('messengers.connect', { name, queue, setup }), (made) => onConnected(made, kind));
      }}
    >
      <NativeSelect label={say('channels.kind')} data-autofocus autoFocus value={kind} onChange={(event) => choose(event.currentTarget.value)} data={messengerKinds.map((one) => ({ value: one, label: say(`channel.${one}`) }))} />
      <MessengerFields key={kind} kind={kind} onChange={given} />
      <div className={classes['two']}>
        <TextInput name="name" label={say('channels.name')} required withAsterisk={false} maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <QueueField queue={queue} onChange={setQueue} />
      </div>
      {known !== null && <p className={classes['lead']} role="status">{say('channels.known', { name: known })}</p>}
      <Refusal code={refused} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={onCancel}>{say('security.cancel')}</Button>
        <Button variant="default" disabled={busy || setup === null} onClick={() => setup !== null && submit(null, () => bridge.ask('messengers.try', { setup }), (answer) => setKnown(answer.name))}>{say('channels.try')}</Button>
        <Button type="submit" disabled={busy || !isWhole}>{say('channels.doConnect')}</Button>
      </div>
    </form>
  );
}
