import type { ChannelId } from '#kernel/id';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import { useText } from '../text/TextProvider';
import { readOrigins } from './origin-lines';
import { OriginsField } from './OriginsField';
import { QueueField, useQueue } from './QueueField';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useForm } from './use-form';

type Props = { readonly onMade: (channel: ChannelId) => void; readonly onCancel: () => void };

/** A chat for another shop. */
export function WidgetMake({ onMade, onCancel }: Props) {
  const { say } = useText();
  const [name, setName] = useState('');
  const [queue, setQueue] = useQueue(null);
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
        <QueueField queue={queue} onChange={setQueue} />
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
