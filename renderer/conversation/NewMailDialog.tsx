import type { RequestOutput } from '#contract/requests';
import { usualMail } from '#contract/draft-mail';
import { limits } from '#contract/limits';
import { recipientBounds } from '#domain/conversation/recipients';
import { openSlots } from '#domain/knowledge/slots';
import type { ChannelId, ConversationId } from '#kernel/id';
import { Button, Group, Input, Modal, NativeSelect, TagsInput, TextInput } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { bridge } from '../kit/bridge';
import { useAct } from '../kit/act';
import { useDirectory, type Directory } from '../kit/directory';
import { useMe } from '../kit/me';
import { useText } from '../text/TextProvider';
import type { ComposerBox } from './composer-box';
import { heardByMail } from './composer-keys';
import { forgetNewMail, useNewMail, writeNewMail } from './new-mail-store';
import { RichField } from './RichField';
import rich from './RichField.module.css';
import { eachOnce } from './typed-address';
import { useOurs } from './use-recipients';
import { useTooLong } from './use-too-long';

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
  const isWhole = from !== null && problem === null && subject.trim() !== '' && text.trim() !== '' && text.length <= limits.messageText && openSlots(text).length === 0;

  async function begin(): Promise<void> {
    if (!isWhole || asking) return;
    setAsking(true);
    const begun = await ask('mail.begin', { channel: from, recipients, subject, text, rich: true });
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
      <Words text={text} />
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={() => (forgetNewMail(), onClose())}>{say('newMail.cancel')}</Button>
        <Button type="submit" disabled={!isWhole} loading={asking}>{say('newMail.send')}</Button>
      </Group>
    </form>
  );
}

/** With its form, as an answer has it. */
function Words({ text }: { readonly text: string }) {
  const { say } = useText();
  const field = useRef<ComposerBox>(null);
  const tooLong = useTooLong();
  const written = useMemo(() => ({ mode: 'reply', text, mail: usualMail }) as const, [text]);
  const open = openSlots(text).length;
  const over = text.length - limits.messageText;
  const problem = over > 0 ? say('composer.tooLong', { n: over }) : open > 0 && say('composer.openSlots', { n: open });
  return (
    <Input.Wrapper mt="sm" labelElement="div" label={say('newMail.text')} error={problem || null}>
      <div className={rich['framed']}>
        <RichField field={field} writing={{ written, type, keep: nothing, taking: null, tooLong }} hear={heardByMail} name="newMail" label={say('newMail.text')} placeholder={null} />
      </div>
    </Input.Wrapper>
  );
}

function type(text: string): void {
  writeNewMail({ text });
}

/** Of a new mail the window keeps what is typed. */
function nothing(): void {}

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
