import { limits } from '#contract/limits';
import { openSlots } from '#domain/knowledge/slots';
import { Button, Group, NativeSelect } from '@mantine/core';
import type { ConversationId } from '#kernel/id';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { bridge } from '../kit/bridge';
import { Dialog } from '../kit/Dialog';
import { useAct } from '../kit/act';
import { useWarm } from '../kit/live';
import { useWritingKeys, type WritingCommand } from '../kit/own-keys';
import { useSure } from '../kit/sure';
import { useText } from '../text/TextProvider';
import type { ComposerBox } from './composer-box';
import { DraftFiles } from './DraftFiles';
import { dropping } from './dropped-files';
import { chooseNewMail, dropNewMail, keepNewMail, useNewMails } from './new-mail-store';
import { NewMailFields } from './NewMailFields';
import { NewMailWords } from './NewMailWords';
import { useFiles } from './use-files';
import { isNothing, useNewMail, useSendNewMail, type KeptMail, type NewMail } from './use-new-mail';
import { useOurs } from './use-recipients';
import { useSender } from './use-sender';

type Props = { readonly opened: boolean; readonly onClose: () => void; readonly onOpen: () => void; /** The articles come over it, and bring what is chosen there. */ readonly onArticles: () => void };

/** A mail to somebody who did not ask, from a mailbox of the person's teams. It begins a case of their own. Closing the dialog keeps what stands in it. */
export function NewMailDialog({ opened, ...ways }: Props) {
  const { say } = useText();
  // Its first field is there when the dialog looks for what gets the cursor.
  useWarm('newMails', {});
  /** What was begun in it and has nothing in it any more. */
  const blank = useRef<ConversationId | null>(null);
  function close(): void {
    // A field takes in the address that is typed in it as it loses the cursor.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    if (blank.current !== null) forgetBlank(blank.current);
    ways.onClose();
  }
  return (
    <Dialog opened={opened} onClose={close} size={680} title={say('newMail.title')}>
      <Present {...ways} onBlank={(id) => void (blank.current = id)} />
    </Dialog>
  );
}

function forgetBlank(id: ConversationId): void {
  const typed = useNewMails.getState().typed.get(id);
  if (typed !== undefined && !isNothing(typed)) return;
  dropNewMail(id);
  void bridge.ask('newMail.remove', { id });
}

type Ways = Omit<Props, 'opened'> & { /** It is begun and has nothing in it, or has something. */ readonly onBlank: (id: ConversationId | null) => void };

function Present(props: Ways) {
  const present = useNewMail();
  return present === null ? null : <Form key={present.mail.id} present={present} {...props} />;
}

function Form({ present, onClose, onOpen, onArticles, onBlank }: Ways & { readonly present: NewMail }) {
  const { say } = useText();
  const { mail, files: attached, write } = present;
  const { recipients, subject, text } = mail;
  const field = useRef<ComposerBox>(null);
  const sender = useSender(mail.channel);
  const { from } = sender;
  const files = useFiles(mail.id, field);
  const [sending, setSending] = useState(false);
  const commandOf = useWritingKeys();
  const sendMail = useSendNewMail({ onClose, onOpen });
  const { problemOf } = useOurs();
  const problem = problemOf(recipients);
  const hasContent = text.trim() !== '' || attached.length > 0;
  const isWhole = from !== null && problem === null && subject.trim() !== '' && hasContent && files.incoming.length === 0 && text.length <= limits.messageText && openSlots(text).length === 0;

  useBlank(onBlank, isNothing(mail) && attached.length === 0 && files.incoming.length === 0 ? mail.id : null);

  async function send(): Promise<void> {
    if (!isWhole || sending) return;
    setSending(true);
    await sendMail({ ...mail, channel: from });
    setSending(false);
  }
  /** The desk has the mail before it has a file of it. */
  function taking<Chosen>(take: (chosen: Chosen) => void): (chosen: Chosen) => void {
    return (chosen) => {
      write({});
      keepNewMail();
      take(chosen);
    };
  }

  if (sender.mailboxes.length === 0) return <p>{say('newMail.noMailbox')}</p>;
  return (
    <div {...dropping(taking(files.take))}>
      <form onSubmit={(event) => (event.preventDefault(), void send())} onKeyDown={(event) => isSendKey(event, commandOf(event.nativeEvent)) && void send()}>
        <Others present={present} />
        <NewMailFields present={present} sender={sender} problem={problem} />
        <NewMailWords field={field} text={text} onType={(typed) => write({ text: typed })} taking={taking(files.take)} onAttach={taking(files.choose)} onArticles={taking(onArticles)} onSend={() => void send()} />
        <DraftFiles kind="email" files={attached} incoming={files.incoming} onRemove={files.remove} />
        <Group justify="space-between" mt="lg" gap="sm">
          <Discard isShown={!isNothing(mail) || attached.length > 0} id={mail.id} onClose={onClose} />
          <Button type="submit" disabled={!isWhole} loading={sending}>{say('newMail.send')}</Button>
        </Group>
      </form>
    </div>
  );
}

function useBlank(onBlank: Ways['onBlank'], id: ConversationId | null): void {
  const tell = useEffectEvent(onBlank);
  useEffect(() => {
    tell(id);
    return () => tell(null);
  }, [id]);
}

/** The other mails that were begun, and a new one. */
function Others({ present: { mail, others, blank } }: { readonly present: NewMail }) {
  const { say } = useText();
  if (others.length === 0 && (mail.id === blank || isNothing(mail))) return null;
  const named = ({ subject, recipients: { to } }: Pick<KeptMail, 'subject' | 'recipients'>): string => [subject.trim() === '' ? say('newMail.noSubject') : subject, ...to.slice(0, 1)].join(' · ');
  const data = [{ value: mail.id, label: named(mail) }, ...others.map((one) => ({ value: one.id, label: named(one) })), ...(blank === null || blank === mail.id ? [] : [{ value: blank, label: say('newMail.another') }])];
  return <NativeSelect mb="sm" label={say('newMail.drafts', { n: others.length + 1 })} value={mail.id} data={data} onChange={(event) => chooseNewMail([...others.map(({ id }) => id), blank].find((id) => id === event.currentTarget.value) ?? null)} />;
}

/** It is thrown away with its files: asked for twice. */
function Discard({ isShown, id, onClose }: { readonly isShown: boolean; readonly id: KeptMail['id']; readonly onClose: () => void }) {
  const { say } = useText();
  const { ask } = useAct();
  const sure = useSure();
  async function discard(): Promise<void> {
    if (!(await ask('newMail.remove', { id })).ok) return;
    dropNewMail(id);
    onClose();
  }
  if (!isShown) return <span />;
  if (!sure.isAsked) return <Button variant="subtle" color="gray" autoFocus={sure.isBack} onClick={sure.ask}>{say('newMail.discard')}</Button>;
  return (
    <Group gap="xs">
      <Button bg="var(--breached-solid)" autoFocus onClick={() => void discard()}>{say('newMail.discardSure')}</Button>
      <Button variant="subtle" color="gray" onClick={sure.back}>{say('keys.cancel')}</Button>
    </Group>
  );
}

/** The press that takes an address in, as Enter does, sends nothing: the mail would leave without it. */
function isSendKey({ target, defaultPrevented }: React.KeyboardEvent, command: WritingCommand | null): boolean {
  if (command !== 'send' || defaultPrevented) return false;
  if (!(target instanceof HTMLInputElement && target.matches('[data-address]')) || target.value.trim() === '') return true;
  target.blur();
  target.focus();
  return false;
}
