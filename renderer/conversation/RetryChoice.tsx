import type { MessageRow } from '#domain/conversation/message';
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../text/TextProvider';
import { useActions } from './actions';

/** An answer that certainly did not arrive may be tried again; its failure stands until it was taken. */
export function RetryChoice({ row }: { readonly row: MessageRow }) {
  const { say } = useText();
  const { decide } = useActions();
  const [busy, setBusy] = useState(false);
  const retry = async (): Promise<void> => {
    setBusy(true);
    await decide(row, true);
    setBusy(false);
  };
  return (
    <Group gap={6} mb={6}>
      <Button size="compact-xs" variant="light" disabled={busy} onClick={() => void retry()}>
        {say('delivery.sendAgain')}
      </Button>
    </Group>
  );
}
