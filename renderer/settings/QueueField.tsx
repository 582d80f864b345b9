import type { QueueId } from '#kernel/id';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';

type Props = { readonly queue: QueueId | null; readonly onChange: (queue: QueueId | null) => void };

/** Into which queue goes what comes by a channel. */
export function QueueField({ queue, onChange }: Props) {
  const { say } = useText();
  const { queues } = useDirectory();
  return <NativeSelect label={say('channels.queue')} value={queue ?? ''} onChange={(event) => onChange(queues.find(({ id }) => id === event.currentTarget.value)?.id ?? null)} data={queues.map(({ id, name }) => ({ value: id, label: name }))} />;
}

/** The chosen queue, or else the first one as soon as the directory has come. */
export function useQueue(before: QueueId | null): readonly [queue: QueueId | null, choose: (queue: QueueId | null) => void] {
  const { queues } = useDirectory();
  const [chosen, choose] = useState<QueueId | null>(null);
  return [chosen ?? before ?? queues[0]?.id ?? null, choose];
}
