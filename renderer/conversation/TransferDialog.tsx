import { limits } from '#contract/limits';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { QueueId } from '#kernel/id';
import { Alert, Button, Group, Select, TextInput } from '@mantine/core';
import { IconPencilExclamation } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '../kit/act';
import { Dialog } from '../kit/Dialog';
import { useDirectory, type Directory } from '../kit/directory';
import { useMe } from '../kit/me';
import { useText } from '../text/TextProvider';
import { useActions } from './actions';
import { setTransferring, useConversation } from './conversation-store';

type Props = { readonly conversation: ConversationRow; readonly unsent: boolean; readonly onLeft: () => void };

/** Moves the case to a queue of any team. The reason is for the colleagues there. */
export function TransferDialog({ conversation, unsent, onLeft }: Props) {
  const { say } = useText();
  const opened = useConversation((state) => state.transferring);
  const close = (): void => setTransferring(false);
  return (
    <Dialog opened={opened} onClose={close} title={say('transfer.title')} closeButtonProps={{ 'aria-label': say('transfer.cancel') }}>
      <Form conversation={conversation} unsent={unsent} onLeft={onLeft} onClose={close} />
    </Dialog>
  );
}

function Form({ conversation, unsent, onLeft, onClose }: Props & { readonly onClose: () => void }) {
  const { say } = useText();
  const { tell } = useAct();
  const me = useMe();
  const actions = useActions();
  const directory = useDirectory();
  const [to, setTo] = useState<QueueId | null>(null);
  const [reason, setReason] = useState('');
  const [asking, setAsking] = useState(false);

  async function transfer(): Promise<void> {
    const queue = directory.queues.find(({ id }) => id === to);
    if (queue === undefined || asking) return;
    setAsking(true);
    const moved = await actions.transfer(conversation.id, { to: queue.id, reason: reason.trim() === '' ? null : reason.trim() });
    setAsking(false);
    if (!moved) return;
    onClose();
    tell(say('transfer.done', { queue: queue.name, team: directory.team(queue.team)?.name ?? '…' }));
    if (!me.teams.includes(queue.team)) onLeft();
  }

  return (
    <form onSubmit={(event) => void submitted(event, transfer)}>
      <Select
        data-autofocus
        searchable
        label={say('transfer.queue')}
        placeholder={say('transfer.choose')}
        nothingFoundMessage={say('transfer.nothing')}
        data={choicesOf(directory, conversation)}
        value={to}
        onChange={(value) => setTo(directory.queues.find(({ id }) => id === value)?.id ?? null)}
      />
      <TextInput mt="md" label={say('transfer.reason')} description={say('transfer.reasonHint')} maxLength={limits.line} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      {unsent && <UnsentText />}
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose}>
          {say('transfer.cancel')}
        </Button>
        <Button type="submit" disabled={to === null} loading={asking}>
          {say('transfer.submit')}
        </Button>
      </Group>
    </form>
  );
}

/** Before it is too late to send it. */
function UnsentText() {
  const { say } = useText();
  return (
    <Alert mt="md" bg="var(--approaching-ground)" styles={{ title: { color: 'var(--approaching)' }, icon: { color: 'var(--approaching)' } }} icon={<IconPencilExclamation size={18} stroke={1.75} aria-hidden />} title={say('transfer.unsent')}>
      {say('transfer.unsentHint')}
    </Alert>
  );
}

function submitted(event: React.FormEvent, work: () => Promise<void>): Promise<void> {
  event.preventDefault();
  return work();
}

/** Queues by team, without the one where the conversation is. */
function choicesOf({ queues, teams }: Directory, { queue: present }: ConversationRow): { group: string; items: { value: string; label: string }[] }[] {
  const grouped = teams.map((team) => ({
    group: team.name,
    items: queues.filter(({ team: of, id }) => of === team.id && id !== present).map(({ id, name }) => ({ value: id, label: name })),
  }));
  return grouped.filter(({ items }) => items.length > 0);
}
