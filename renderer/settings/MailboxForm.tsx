import type { MailboxTrial } from '#contract/mailbox';
import type { RequestOutput } from '#contract/requests';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import { guessed, usableOf, valuesOf, type MailboxValues } from './mailbox-values';
import { MailboxFields } from './MailboxFields';
import { QueueField, useQueue } from './QueueField';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useForm } from './use-form';

export type Mailbox = RequestOutput<'mailboxes.list'>[number];

/** `of`: the mailbox that is set anew; null for a new one. */
type Props = { readonly of: Mailbox | null; readonly onConnected: () => void; readonly onCancel: () => void };

/** A mailbox of the company: what is given is tried at both of its servers before anything is kept. */
export function MailboxForm({ of, onConnected, onCancel }: Props) {
  const { say } = useText();
  const directory = useDirectory();
  const before = of === null ? undefined : directory.channel(of.channel);
  const [name, setName] = useState(before?.name ?? '');
  const [address, setAddress] = useState(of?.address ?? '');
  const [queue, setQueue] = useQueue(before?.queue ?? null);
  const [values, setValues] = useState(of === null ? guessed('') : valuesOf(of.settings));
  const [isTouched, setTouched] = useState(of !== null);
  const [isWell, setWell] = useState(false);
  const { busy, refused, submit } = useForm();
  const usable = usableOf(values);
  const isWhole = usable !== null && queue !== null && name.trim() !== '' && address.includes('@');
  const addressed = (next: string): void => {
    setAddress(next);
    if (!isTouched) setValues({ ...guessed(next), password: values.password });
  };
  const given = (next: MailboxValues): void => {
    setTouched(true);
    setWell(false);
    setValues(next);
  };
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) submit(event, () => connect({ name, address: address.trim(), queue, mailbox: usable }), onConnected);
      }}
    >
      {of === null && <h3 className={classes['heading']}>{say('mailbox.new')}</h3>}
      <TextInput name="address" label={say('mailbox.address')} data-autofocus autoFocus disabled={of !== null} maxLength={254} value={address} onChange={(event) => addressed(event.currentTarget.value)} />
      {of === null && (
        <div className={classes['two']}>
          <TextInput name="name" label={say('channels.name')} description={say('mailbox.name.hint')} maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <QueueField queue={queue} onChange={setQueue} />
        </div>
      )}
      <MailboxFields values={values} onChange={given} />
      {isWell && <p className={classes['lead']} role="status">{say('mailbox.well')}</p>}
      <Refusal code={refused} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={onCancel}>{say('security.cancel')}</Button>
        <Button variant="default" disabled={busy || usable === null} onClick={() => usable !== null && submit(null, () => bridge.ask('mailboxes.try', usable), () => setWell(true))}>{say('channels.try')}</Button>
        <Button type="submit" disabled={busy || !isWhole}>{say(of === null ? 'channels.doConnect' : 'channels.save')}</Button>
      </div>
    </form>
  );
}

async function connect(mailbox: Parameters<typeof keep>[0] & { readonly mailbox: MailboxTrial }): ReturnType<typeof keep> {
  const tried = await bridge.ask('mailboxes.try', mailbox.mailbox);
  return tried.ok ? keep(mailbox) : tried;
}

function keep(mailbox: Parameters<typeof bridge.ask<'mailboxes.connect'>>[1]) {
  return bridge.ask('mailboxes.connect', mailbox);
}
