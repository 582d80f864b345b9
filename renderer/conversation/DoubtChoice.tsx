import type { MessageRow } from '#domain/conversation/message';
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../text/TextProvider';
import { useActions } from './actions';

/** What a person may do about an answer that may have arrived: it never leaves again by itself. */
export function DoubtChoice({ row }: { readonly row: MessageRow }) {
  const { say } = useText();
  const { decide } = useActions();
  const [busy, setBusy] = useState(false);
  const choose = async (again: boolean): Promise<void> => {
    setBusy(true);
    await decide(row, again);
    setBusy(false);
  };
  return (
    <Group gap={6} mb={6} role="group" aria-label={say('delivery.doubt')}>
      <Button size="compact-xs" variant="light" disabled={busy} onClick={() => void choose(true)}>
        {say('delivery.sendAgain')}
      </Button>
      <Button size="compact-xs" variant="subtle" disabled={busy} onClick={() => void choose(false)}>
        {say('delivery.leave')}
      </Button>
    </Group>
  );
}
