import type { KeptFrame } from '#contract/mail-frame';
import { filled, frameProblem } from '#domain/channel/mail-frame';
import type { ChannelId } from '#kernel/id';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useCallback, useState } from 'react';
import { Dialog } from '../kit/Dialog';
import { bridge } from '../kit/bridge';
import { useDirectory, type Directory } from '../kit/directory';
import { useMe } from '../kit/me';
import { languages, type Language } from '../text/say';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useAsked } from './use-asked';
import { useForm } from './use-form';

type Props = { readonly opened: boolean; readonly onClose: () => void };

/** What stands around every mail of a mailbox. */
export function FrameDialog({ opened, onClose }: Props) {
  const { say } = useText();
  return (
    <Dialog opened={opened} onClose={onClose} size={640} title={say('frame.title')}>
      <Frames />
    </Dialog>
  );
}

function Frames() {
  const { say, language: own } = useText();
  const mailboxes = useMailboxes();
  const [chosen, setChannel] = useState<ChannelId | null>(null);
  const [language, setLanguage] = useState<Language>(own);
  const channel = chosen ?? mailboxes[0]?.id ?? null;
  if (channel === null) return <p className={classes['lead']}>{say('frame.noMailbox')}</p>;
  return (
    <div className={classes['form']}>
      <p className={classes['lead']}>{say('frame.lead')}</p>
      <div className={classes['two']}>
        <NativeSelect data-autofocus label={say('signature.mailbox')} value={channel} data={mailboxes.map(({ id, name, address }) => ({ value: id, label: name === address ? name : `${name} · ${address}` }))} onChange={(event) => setChannel(mailboxes.find(({ id }) => id === event.currentTarget.value)?.id ?? null)} />
        <NativeSelect label={say('frame.language')} value={language} data={languages.map((value) => ({ value, label: say(`language.${value}`) }))} onChange={(event) => setLanguage(languages.find((one) => one === event.currentTarget.value) ?? own)} />
      </div>
      <Kept key={channel} channel={channel} language={language} />
    </div>
  );
}

function Kept({ channel, language }: { readonly channel: ChannelId; readonly language: Language }) {
  const ask = useCallback(() => bridge.ask('frames.list', { channel }), [channel]);
  const { value, refused, again } = useAsked(ask);
  const kept = value?.find((one) => one.language === language) ?? { language, greeting: '', closing: '' };
  return (
    <>
      <Refusal code={refused} />
      {value !== null && <Form key={language} channel={channel} kept={kept} onSaved={again} />}
    </>
  );
}

function Form({ channel, kept, onSaved }: { readonly channel: ChannelId; readonly kept: KeptFrame; readonly onSaved: () => void }) {
  const { say } = useText();
  const [frame, setFrame] = useState(kept);
  const [isSaved, setSaved] = useState(false);
  const { busy, refused, submit } = useForm();
  const problem = frameProblem(frame.greeting) ?? frameProblem(frame.closing);
  const change = (part: 'greeting' | 'closing') => (event: React.ChangeEvent<HTMLTextAreaElement>) => {
    setFrame({ ...frame, [part]: event.currentTarget.value });
    setSaved(false);
  };
  const saved = (): void => {
    setSaved(true);
    onSaved();
  };
  return (
    <form className={classes['form']} onSubmit={(event) => submit(event, () => bridge.ask('frames.save', { channel, ...frame }), saved)}>
      <Textarea name="greeting" label={say('frame.greeting')} description={say('frame.slots', { customer: '{customer|…}', number: '{case}', agent: '{agent}' })} autosize minRows={2} maxRows={6} maxLength={2000} value={frame.greeting} onChange={change('greeting')} />
      <Textarea name="closing" label={say('frame.closing')} description={say('frame.closingHint')} autosize minRows={2} maxRows={6} maxLength={2000} value={frame.closing} onChange={change('closing')} />
      <Preview frame={frame} />
      <Refusal code={problem ?? refused} />
      {isSaved && <p className={classes['lead']} role="status">{say('signature.saved')}</p>}
      <div className={classes['actions']}>
        <Button type="submit" disabled={busy || problem !== null}>{say('channels.save')}</Button>
      </div>
    </form>
  );
}

/** As a customer reads it whose name is known, in their language. */
function Preview({ frame }: { readonly frame: KeptFrame }) {
  const { say } = useText();
  const me = useMe();
  const values = { customer: say('frame.someone'), case: '10482', agent: me.name };
  const parts = [filled(frame.greeting, values), say('frame.body'), filled(frame.closing, values), say('frame.signature')];
  return (
    <figure className={classes['letter']} aria-label={say('frame.preview')}>
      <figcaption className={classes['dim']}>{say('frame.preview')}</figcaption>
      {parts.filter((part) => part.trim() !== '').join('\n\n')}
    </figure>
  );
}

/** All of them for an administrator; for a supervisor those of their teams. */
function useMailboxes(): Directory['channels'] {
  const me = useMe();
  const directory = useDirectory();
  return directory.channels.filter(({ kind, queue }) => {
    const team = directory.queue(queue)?.team;
    return kind === 'email' && team !== undefined && (me.roles.includes('administrator') || me.teams.includes(team));
  });
}
