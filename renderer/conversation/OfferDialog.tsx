import { limits } from '#contract/limits';
import { mayWork } from '#domain/access/actor';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { PersonId } from '#kernel/id';
import { Button, Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../kit/act';
import { Dialog } from '../kit/Dialog';
import { useDirectory } from '../kit/directory';
import { useMe } from '../kit/me';
import { useText } from '../text/TextProvider';
import { useActions } from './actions';
import { setOffering, useConversation } from './conversation-store';

/** Offers the conversation to a colleague of its team, who may say no. */
export function OfferDialog({ conversation }: { readonly conversation: ConversationRow }) {
  const { say } = useText();
  const opened = useConversation((state) => state.offering);
  const close = (): void => setOffering(false);
  return (
    <Dialog opened={opened} onClose={close} title={say('offer.title')} closeButtonProps={{ 'aria-label': say('transfer.cancel') }}>
      <Form conversation={conversation} onClose={close} />
    </Dialog>
  );
}

function Form({ conversation, onClose }: { readonly conversation: ConversationRow; readonly onClose: () => void }) {
  const { say } = useText();
  const { tell } = useAct();
  const me = useMe();
  const actions = useActions();
  const { people } = useDirectory();
  const [to, setTo] = useState<PersonId | null>(null);
  const [reason, setReason] = useState('');
  const [asking, setAsking] = useState(false);
  const able = people.filter(({ id, roles, teams }) => id !== me.id && id !== conversation.assignee && mayWork({ person: id, roles, teams }, conversation.team));

  async function offer(): Promise<void> {
    const colleague = able.find(({ id }) => id === to);
    if (colleague === undefined || asking) return;
    setAsking(true);
    const made = await actions.offer(conversation.id, { to: colleague.id, reason: reason.trim() === '' ? null : reason.trim() });
    setAsking(false);
    if (!made) return;
    onClose();
    tell(say('offer.made', { name: colleague.name }));
  }

  return (
    <form onSubmit={(event) => void submitted(event, offer)}>
      <Select
        data-autofocus
        searchable
        label={say('offer.colleague')}
        placeholder={say('offer.choose')}
        nothingFoundMessage={say('assign.nobody')}
        data={able.map(({ id, name }) => ({ value: id, label: name }))}
        value={to}
        onChange={(value) => setTo(able.find(({ id }) => id === value)?.id ?? null)}
      />
      <TextInput mt="md" label={say('transfer.reason')} description={say('offer.reasonHint')} maxLength={limits.line} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose}>
          {say('transfer.cancel')}
        </Button>
        <Button type="submit" disabled={to === null} loading={asking}>
          {say('offer.submit')}
        </Button>
      </Group>
    </form>
  );
}

function submitted(event: React.FormEvent, work: () => Promise<void>): Promise<void> {
  event.preventDefault();
  return work();
}
