import type { RequestOutput } from '#contract/requests';
import type { MessengerSetup } from '#contract/messenger';
import type { ChannelRow, MessengerKind } from '#domain/channel/channel';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../kit/Dialog';
import { bridge } from '../kit/bridge';
import { ChannelIcon } from '../kit/ChannelIcon';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import { BlockedPart } from './BlockedPart';
import { MailboxForm } from './MailboxForm';
import { MailboxRow } from './MailboxRow';
import { MessengerFields } from './MessengerFields';
import { MessengerForm } from './MessengerForm';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { SendersPart } from './SendersPart';
import { ShownOnce } from './ShownOnce';
import { Standing } from './Standing';
import { TemplatesForm } from './TemplatesForm';
import { useAsked } from './use-asked';
import { useForm } from './use-form';

type Props = { readonly opened: boolean; readonly onClose: () => void };
type Messenger = RequestOutput<'messengers.list'>[number];
type Connected = RequestOutput<'messengers.connect'>;
type Step = { readonly at: 'rest'; readonly isBack: boolean } | { readonly at: 'mailbox' | 'form' } | { readonly at: 'made'; readonly made: Connected };

const askMailboxes = () => bridge.ask('mailboxes.list', {});
const askSites = () => bridge.ask('widget.list', {});
const askMessengers = () => bridge.ask('messengers.list', {});
const pulse = 5000;

/** Every way in and out of the company, how each stands, and how to add one. */
export function ChannelsDialog({ opened, onClose }: Props) {
  const { say } = useText();
  return (
    <Dialog opened={opened} onClose={onClose} size={720} title={say('channels.title')}>
      <Channels />
    </Dialog>
  );
}

function Channels() {
  const { say } = useText();
  const { channels } = useDirectory();
  const { value, refused, again } = useAsked(askMessengers, pulse);
  const mailboxes = useAsked(askMailboxes, pulse);
  const chats = useAsked(askSites);
  const [step, setStep] = useState<Step>({ at: 'rest', isBack: false });
  const rest = (): void => {
    setStep({ at: 'rest', isBack: true });
    again();
    mailboxes.again();
  };
  const isNew = step.at === 'form' || step.at === 'mailbox';
  const connected = new Set([...(value ?? []), ...(mailboxes.value ?? [])].map(({ channel }) => channel));
  const built = channels.filter(({ id, kind }) => !connected.has(id) && (kind === 'email' || chats.value?.sites.some(({ channel }) => channel === id) === true));
  return (
    <>
      {/* Beside what is there a new one would have no room; what is typed there stays. */}
      <div hidden={isNew}>
        <p className={classes['lead']}>{say('channels.lead')}</p>
        <Refusal code={refused ?? mailboxes.refused} />
        {value?.length === 0 && mailboxes.value?.length === 0 && built.length === 0 && <p className={classes['lead']}>{say('channels.none')}</p>}
        <ul className={classes['devices']}>
          {built.map((row) => <BuiltRow key={row.id} row={row} />)}
          {mailboxes.value?.map((row) => <MailboxRow key={row.channel} row={row} onChanged={rest} />)}
          {value?.map((row) => <MessengerRow key={row.channel} row={row} onChanged={again} />)}
        </ul>
      </div>
      {step.at === 'form' && <MessengerForm onConnected={(made, kind) => (tellsItself.includes(kind) ? rest() : setStep({ at: 'made', made }))} onCancel={rest} />}
      {step.at === 'made' && <Made made={step.made} onKept={rest} />}
      {step.at === 'mailbox' && <MailboxForm of={null} onConnected={rest} onCancel={rest} />}
      {step.at === 'rest' && (
        <div className={classes['actions']}>
          <Button variant="default" onClick={() => setStep({ at: 'mailbox' })}>{say('mailbox.connect')}</Button>
          <Button data-autofocus autoFocus={step.isBack} onClick={() => setStep({ at: 'form' })}>{say('channels.connect')}</Button>
        </div>
      )}
      <div hidden={isNew}>
        <SendersPart />
        <BlockedPart />
      </div>
    </>
  );
}

function BuiltRow({ row }: { readonly row: ChannelRow }) {
  const { say } = useText();
  return (
    <li className={classes['device']}>
      <ChannelIcon kind={row.kind} size={20} />
      <div className={classes['about']}>
        <span className={classes['name']}><bdi>{row.name}</bdi></span>
        <span className={classes['dim']}>{row.kind === 'email' ? `${row.address} · ${say('channels.built')}` : say('widget.where')}</span>
      </div>
    </li>
  );
}

/** Messengers that the server itself tells where to call it, or asks. */
const tellsItself: readonly MessengerKind[] = ['telegram', 'max'];

/** What the other side has to be told. */
function Made({ made, onKept }: { readonly made: Connected; readonly onKept: () => void }) {
  const { say } = useText();
  return (
    <>
      <p className={classes['lead']}>{say('channels.hook', { hook: made.hook })}</p>
      {made.secret === null ? <div className={classes['actions']}><Button autoFocus onClick={onKept}>{say('programs.kept')}</Button></div> : <ShownOnce label={say('channels.sharedSecret')} secret={made.secret} onKept={onKept} />}
    </>
  );
}

type RowProps = { readonly row: Messenger; readonly onChanged: () => void };

function MessengerRow({ row, onChanged }: RowProps) {
  const { say } = useText();
  const { busy, refused, submit } = useForm();
  const [step, setStep] = useState<'rest' | 'key' | 'templates' | 'sure' | { readonly secret: string }>('rest');
  const rest = (): void => {
    setStep('rest');
    onChanged();
  };
  return (
    <li className={classes['job']}>
      <div className={classes['device']}>
        <ChannelIcon kind={row.kind} size={20} />
        <div className={classes['about']}>
          <span className={classes['name']}><bdi>{row.name}</bdi></span>
          <Standing state={row.state} since={row.since} />
        </div>
        {step === 'rest' && row.kind === 'whatsapp' && <Button variant="subtle" size="compact-sm" aria-label={say('channels.templatesNamed', { name: row.name })} onClick={() => setStep('templates')}>{say('channels.templates')}</Button>}
        {step === 'rest' && <Button variant="subtle" size="compact-sm" aria-label={say('channels.newKeyNamed', { name: row.name })} onClick={() => setStep('key')}>{say('channels.newKey')}</Button>}
        {step === 'rest' && <Button variant="subtle" size="compact-sm" color="red" aria-label={say('channels.removeNamed', { name: row.name })} onClick={() => setStep('sure')}>{say('channels.remove')}</Button>}
      </div>
      {step === 'key' && <KeyForm row={row} onDone={(secret) => (secret === null ? rest() : setStep({ secret }))} />}
      {typeof step === 'object' && <ShownOnce label={say('channels.sharedSecret')} secret={step.secret} onKept={rest} />}
      {step === 'templates' && <TemplatesForm channel={row.channel} onDone={rest} />}
      {step === 'sure' && (
        <>
          <p className={classes['lead']}>{say('channels.sure')}</p>
          <Refusal code={refused} />
          <div className={classes['actions']}>
            <Button variant="default" autoFocus onClick={() => setStep('rest')}>{say('security.cancel')}</Button>
            <Button color="red" disabled={busy} onClick={() => submit(null, () => bridge.ask('messengers.remove', { channel: row.channel }), rest)}>{say('channels.doRemove')}</Button>
          </div>
        </>
      )}
    </li>
  );
}

type KeyProps = { readonly row: Messenger; /** With what the other side has to be given anew. */ readonly onDone: (secret: string | null) => void };

function KeyForm({ row, onDone }: KeyProps) {
  const { say } = useText();
  const [setup, setSetup] = useState<MessengerSetup | null>(null);
  const { busy, refused, submit } = useForm();
  return (
    <form className={classes['form']} onSubmit={(event) => submit(event, () => bridge.ask('messengers.change', { channel: row.channel, setup: setup ?? { kind: 'connect', address: '' } }), (changed) => onDone(changed.secret))}>
      <MessengerFields kind={row.kind} onChange={setSetup} />
      <Refusal code={refused} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={() => onDone(null)}>{say('security.cancel')}</Button>
        <Button type="submit" disabled={busy || setup === null}>{say('channels.save')}</Button>
      </div>
    </form>
  );
}
