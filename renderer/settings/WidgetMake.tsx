import type { ChannelId, QueueId } from '#kernel/id';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import { readOrigins } from './origin-lines';
import { OriginsField } from './OriginsField';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useForm } from './use-form';

type Props = { readonly onMade: (channel: ChannelId) => void; readonly onCancel: () => void };

/** A chat for another shop. */
export function WidgetMake({ onMade, onCancel }: Props) {
  const { say } = useText();
  const { queues } = useDirectory();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<QueueId | null>(null);
  const queue = chosen ?? queues[0]?.id ?? null;
  const [lines, setLines] = useState('');
  const { busy, refused, submit } = useForm();
  const { origins, wrong } = readOrigins(lines);
  const isWhole = name.trim() !== '' && queue !== null && wrong === null;
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) submit(event, () => bridge.ask('widget.make', { name, queue, origins }), ({ channel }) => onMade(channel));
      }}
    >
      <div className={classes['two']}>
        <TextInput name="name" label={say('widget.name')} autoFocus maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <NativeSelect label={say('channels.queue')} value={queue ?? ''} onChange={(event) => setChosen(queues.find(({ id }) => id === event.currentTarget.value)?.id ?? null)} data={queues.map(({ id, name: label }) => ({ value: id, label }))} />
      </div>
      <OriginsField lines={lines} wrong={wrong} onChange={setLines} />
      <Refusal code={refused} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={onCancel}>{say('security.cancel')}</Button>
        <Button type="submit" disabled={busy || !isWhole}>{say('widget.doAdd')}</Button>
      </div>
    </form>
  );
}
