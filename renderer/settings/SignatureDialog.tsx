import type { ChannelId } from '#kernel/id';
import { ActionIcon, Button, Group, NativeSelect, Textarea } from '@mantine/core';
import { IconBold, IconItalic, IconLink } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Dialog } from '../kit/Dialog';
import { bridge } from '../kit/bridge';
import { useDirectory } from '../kit/directory';
import { useMe } from '../kit/me';
import { RichText } from '../kit/RichText';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useAsked } from './use-asked';
import { useForm } from './use-form';

type Props = { readonly opened: boolean; readonly onClose: () => void };

const askSignatures = () => bridge.ask('signatures.list', {});

/** What stands below the person's mails, for all mailboxes and for single ones. */
export function SignatureDialog({ opened, onClose }: Props) {
  const { say } = useText();
  return (
    <Dialog opened={opened} onClose={onClose} size={560} title={say('signature.title')}>
      <Signatures />
    </Dialog>
  );
}

function Signatures() {
  const { say } = useText();
  const { channels } = useDirectory();
  const { value, refused, again } = useAsked(askSignatures);
  const [channel, setChannel] = useState<ChannelId | null>(null);
  const mailboxes = channels.filter(({ kind }) => kind === 'email');
  const choices = [{ value: '', label: say('signature.all') }, ...mailboxes.map(({ id, name, address }) => ({ value: id, label: `${name} · ${address}` }))];
  return (
    <div className={classes['form']}>
      <p className={classes['lead']}>{say('signature.lead')}</p>
      <NativeSelect data-autofocus label={say('signature.mailbox')} value={channel ?? ''} data={choices} onChange={(event) => setChannel(mailboxes.find(({ id }) => id === event.currentTarget.value)?.id ?? null)} />
      <Refusal code={refused} />
      {value !== null && <Signature key={channel ?? ''} channel={channel} kept={value.find((one) => one.channel === channel)?.text ?? ''} onSaved={again} />}
    </div>
  );
}

function Signature({ channel, kept, onSaved }: { readonly channel: ChannelId | null; readonly kept: string; readonly onSaved: () => void }) {
  const { say } = useText();
  const { name } = useMe();
  const [text, setText] = useState(kept);
  const [isSaved, setSaved] = useState(false);
  const { busy, refused, submit } = useForm();
  const field = useRef<HTMLTextAreaElement>(null);
  const write = (next: string): void => {
    setText(next);
    setSaved(false);
  };
  const saved = (): void => {
    setSaved(true);
    onSaved();
  };
  return (
    <form className={classes['form']} onSubmit={(event) => submit(event, () => bridge.ask('signatures.save', { channel, text }), saved)}>
      <Marks field={field} text={text} onChange={write} />
      <Textarea
        ref={field}
        name="signature"
        label={say('signature.text')}
        description={say('signature.slot', { slot: '{name}', name })}
        autosize
        minRows={4}
        maxRows={10}
        maxLength={2000}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
      />
      {text.trim() !== '' && (
        <figure className={classes['letter']} aria-label={say('signature.preview')}>
          <figcaption className={classes['dim']}>{say('signature.preview')}</figcaption>
          <RichText text={text.replaceAll('{name}', name)} />
        </figure>
      )}
      {isSaved && <p className={classes['lead']} role="status">{say('signature.saved')}</p>}
      <Refusal code={refused} />
      <div className={classes['actions']}>
        <Button type="submit" disabled={busy}>{say('channels.save')}</Button>
      </div>
    </form>
  );
}

const marks = [
  { name: 'bold', before: '**', after: '**', Drawing: IconBold },
  { name: 'italic', before: '*', after: '*', Drawing: IconItalic },
  { name: 'link', before: '[', after: '](https://)', Drawing: IconLink },
] as const;

type MarksProps = { readonly field: React.RefObject<HTMLTextAreaElement | null>; readonly text: string; readonly onChange: (text: string) => void };

/** Puts marks around what is selected. */
function Marks({ field, text, onChange }: MarksProps) {
  const { say } = useText();
  function put(before: string, after: string): void {
    const { selectionStart: from = text.length, selectionEnd: to = text.length } = field.current ?? {};
    const inside = from === to ? say('signature.words') : text.slice(from, to);
    onChange(`${text.slice(0, from)}${before}${inside}${after}${text.slice(to)}`);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(from + before.length, from + before.length + inside.length);
    });
  }
  return (
    <Group gap={4}>
      {marks.map(({ name, before, after, Drawing }) => (
        <ActionIcon key={name} variant="default" size={30} aria-label={say(`signature.${name}`)} title={say(`signature.${name}`)} onClick={() => put(before, after)}>
          <Drawing size={16} stroke={1.75} />
        </ActionIcon>
      ))}
    </Group>
  );
}
