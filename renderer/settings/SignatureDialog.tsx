import type { ChannelId } from '#kernel/id';
import { Button, Modal, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import { useDirectory } from '../kit/directory';
import { useMe } from '../kit/me';
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
    <Modal opened={opened} onClose={onClose} size={560} title={say('signature.title')} closeButtonProps={{ 'aria-label': say('notice.close') }}>
      <Signatures />
    </Modal>
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
  const saved = (): void => {
    setSaved(true);
    onSaved();
  };
  return (
    <form className={classes['form']} onSubmit={(event) => submit(event, () => bridge.ask('signatures.save', { channel, text }), saved)}>
      <Textarea
        name="signature"
        label={say('signature.text')}
        description={say('signature.slot', { slot: '{name}', name })}
        autosize
        minRows={4}
        maxRows={10}
        maxLength={2000}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setSaved(false);
        }}
      />
      {isSaved && <p className={classes['lead']} role="status">{say('signature.saved')}</p>}
      <Refusal code={refused} />
      <div className={classes['actions']}>
        <Button type="submit" disabled={busy}>{say('channels.save')}</Button>
      </div>
    </form>
  );
}
