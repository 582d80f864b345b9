import { Button } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import { ChannelIcon } from '../kit/ChannelIcon';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import { MailboxForm, type Mailbox } from './MailboxForm';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { Standing } from './Standing';
import { useForm } from './use-form';

type Props = { readonly row: Mailbox; readonly onChanged: () => void };

/** A connected mailbox: how it stands, and the ways to set it anew and to let it go. */
export function MailboxRow({ row, onChanged }: Props) {
  const { say } = useText();
  const directory = useDirectory();
  const [step, setStep] = useState<'rest' | 'form' | 'sure'>('rest');
  const name = directory.channel(row.channel)?.name ?? row.address;
  const rest = (): void => {
    setStep('rest');
    onChanged();
  };
  return (
    <li className={classes['job']} data-mailbox={row.state}>
      <div className={classes['device']}>
        <ChannelIcon kind="email" size={20} />
        <div className={classes['about']}>
          <span className={classes['name']}><bdi>{name}</bdi></span>
          {row.address !== name && <span className={classes['dim']}>{row.address}</span>}
          <Standing state={row.state} since={row.since} />
        </div>
        {step === 'rest' && <Button variant="subtle" size="compact-sm" aria-label={say('mailbox.setNamed', { name })} onClick={() => setStep('form')}>{say('mailbox.set')}</Button>}
        {step === 'rest' && <Button variant="subtle" size="compact-sm" color="red" aria-label={say('channels.removeNamed', { name })} onClick={() => setStep('sure')}>{say('channels.remove')}</Button>}
      </div>
      {step === 'form' && <MailboxForm of={row} onConnected={rest} onCancel={() => setStep('rest')} />}
      {step === 'sure' && <Sure row={row} onGone={rest} onCancel={() => setStep('rest')} />}
    </li>
  );
}

function Sure({ row, onGone, onCancel }: { readonly row: Mailbox; readonly onGone: () => void; readonly onCancel: () => void }) {
  const { say } = useText();
  const { busy, refused, submit } = useForm();
  return (
    <>
      <p className={classes['lead']}>{say('mailbox.sure')}</p>
      <Refusal code={refused} />
      <div className={classes['actions']}>
        <Button variant="default" autoFocus onClick={onCancel}>{say('security.cancel')}</Button>
        <Button color="red" disabled={busy} onClick={() => submit(null, () => bridge.ask('mailboxes.remove', { channel: row.channel }), onGone)}>{say('channels.doRemove')}</Button>
      </div>
    </>
  );
}
