import type { MessengerSetup } from '#contract/messenger';
import type { RequestOutput } from '#contract/requests';
import { messengerKinds, type MessengerKind } from '#domain/channel/channel';
import type { QueueId } from '#kernel/id';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import { MessengerFields } from './MessengerFields';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useForm } from './use-form';

type Props = { readonly onConnected: (made: RequestOutput<'messengers.connect'>, kind: MessengerKind) => void; readonly onCancel: () => void };

/** A new messenger: what it is given is tried at the messenger before anything is kept. */
export function MessengerForm({ onConnected, onCancel }: Props) {
  const { say } = useText();
  const { queues } = useDirectory();
  const [kind, setKind] = useState<MessengerKind>('telegram');
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<QueueId | null>(null);
  const queue = chosen ?? queues[0]?.id ?? null;
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
        <NativeSelect label={say('channels.queue')} value={queue ?? ''} onChange={(event) => setChosen(queues.find(({ id }) => id === event.currentTarget.value)?.id ?? null)} data={queues.map(({ id, name: label }) => ({ value: id, label }))} />
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
