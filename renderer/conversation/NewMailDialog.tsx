import type { RequestOutput } from '#contract/requests';
import { limits } from '#contract/limits';
import { recipientBounds } from '#domain/conversation/recipients';
import type { ChannelId, ConversationId } from '#kernel/id';
import { Button, Group, Modal, NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { bridge } from '../kit/bridge';
import { useAct } from '../kit/act';
import { useDirectory, type Directory } from '../kit/directory';
import { useMe } from '../kit/me';
import { useText } from '../text/TextProvider';
import { forgetNewMail, useNewMail, writeNewMail } from './new-mail-store';
import { eachOnce } from './typed-address';
import { useOurs } from './use-recipients';

type Props = { readonly opened: boolean; readonly onClose: () => void; readonly onBegun: (conversation: ConversationId) => void };

const fields = ['to', 'cc', 'bcc'] as const;

/** A mail to somebody who did not ask, from a mailbox of the person's teams. It begins a case of their own. */
export function NewMailDialog({ opened, onClose, onBegun }: Props) {
  const { say } = useText();
  return (
    <Modal opened={opened} onClose={onClose} size={640} title={say('newMail.title')} closeButtonProps={{ 'aria-label': say('notice.close') }}>
      <Form onClose={onClose} onBegun={onBegun} />
    </Modal>
  );
}

function Form({ onClose, onBegun }: Omit<Props, 'opened'>) {
  const { say } = useText();
  const { ask } = useAct();
  const mailboxes = useMailboxes();
  const [from, setFrom] = useSender(mailboxes);
  const { recipients, subject, text } = useNewMail();
  const [asking, setAsking] = useState(false);
  const { problemOf } = useOurs();
  const problem = problemOf(recipients);
  const isBegun = fields.some((field) => recipients[field].length > 0) || subject !== '' || text !== '';
  const isWhole = from !== null && problem === null && subject.trim() !== '' && text.trim() !== '';

  async function begin(): Promise<void> {
    if (!isWhole || asking) return;
    setAsking(true);
    const begun = await ask('mail.begin', { channel: from, recipients, subject, text });
    setAsking(false);
    if (!begun.ok) return;
    forgetNewMail();
    onClose();
    onBegun(begun.value.conversation);
  }

  if (mailboxes.length === 0) return <p>{say('newMail.noMailbox')}</p>;
  return (
    <form onSubmit={(event) => void submitted(event, begin)} onKeyDown={(event) => sentByKey(event, begin)}>
      <NativeSelect label={say('newMail.from')} value={from ?? ''} onChange={(event) => setFrom(mailboxes.find(({ id }) => id === event.currentTarget.value)?.id ?? null)} data={mailboxes.map(({ id, name, address }) => ({ value: id, label: `${name} · ${address}` }))} />
      {fields.map((field) => (
        <TagsInput
          key={field}
          mt="sm"
          label={say(`recipients.${field}`)}
          data-autofocus={field === 'to' || undefined}
          splitChars={[',', ';', ' ']}
          acceptValueOnBlur
          maxTags={recipientBounds.most}
          value={[...recipients[field]]}
          onChange={(addresses) => writeNewMail({ recipients: eachOnce({ ...recipients, [field]: addresses }) })}
          error={field === 'to' && isBegun ? problem : null}
        />
      ))}
      <TextInput mt="sm" name="subject" label={say('newMail.subject')} maxLength={limits.line} value={subject} onChange={(event) => writeNewMail({ subject: event.currentTarget.value })} />
      <Textarea mt="sm" name="text" label={say('newMail.text')} autosize minRows={6} maxRows={14} maxLength={limits.messageText} value={text} onChange={(event) => writeNewMail({ text: event.currentTarget.value })} />
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={() => (forgetNewMail(), onClose())}>{say('newMail.cancel')}</Button>
        <Button type="submit" disabled={!isWhole} loading={asking}>{say('newMail.send')}</Button>
      </Group>
    </form>
  );
}

/** Those whose conversations come to the person's teams. */
function useMailboxes(): Directory['channels'] {
  const me = useMe();
  const directory = useDirectory();
  return directory.channels.filter(({ kind, queue: of }) => {
    const team = directory.queue(of)?.team;
    return kind === 'email' && team !== undefined && me.teams.includes(team);
  });
}

/** What the person chose; else the mailbox that the first of their queues writes from, as soon as the server has said so. */
function useSender(mailboxes: Directory['channels']): readonly [ChannelId | null, (chosen: ChannelId | null) => void] {
  const [chosen, choose] = useState<ChannelId | null>(null);
  const me = useMe();
  const { queues } = useDirectory();
  const [named, setNamed] = useState<RequestOutput<'queueMailboxes.list'>>([]);
  useEffect(() => {
    void bridge.ask('queueMailboxes.list', {}).then((asked) => asked.ok && setNamed(asked.value));
  }, []);
  const own = queues.filter(({ team }) => me.teams.includes(team)).flatMap(({ id }) => named.find(({ queue }) => queue === id)?.channel ?? []);
  const usual = own.find((channel) => mailboxes.some(({ id }) => id === channel)) ?? mailboxes[0]?.id ?? null;
  return [chosen ?? usual, choose];
}

function submitted(event: React.FormEvent, work: () => Promise<void>): Promise<void> {
  event.preventDefault();
  return work();
}

function sentByKey(event: React.KeyboardEvent, send: () => Promise<void>): void {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
}
