import type { RequestOutput } from '#contract/requests';
import { Button, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Beginning } from '../kit/Beginning';
import { Dialog } from '../kit/Dialog';
import { useAct } from '../kit/act';
import { bridge } from '../kit/bridge';
import { SecretField } from '../kit/SecretField';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useAsked } from './use-asked';
import { useForm } from './use-form';

type Props = { readonly opened: boolean; readonly onClose: () => void };
type Settings = RequestOutput<'suggestions.settings'>;

/** Whether the company suggests replies, and whether a model outside may draft them. */
export function SuggestionsDialog({ opened, onClose }: Props) {
  const { say } = useText();
  return (
    <Dialog opened={opened} onClose={onClose} size={620} title={say('suggestions.settings.title')}>
      <Beginning>
        <Asked onClose={onClose} />
      </Beginning>
    </Dialog>
  );
}

const ask = () => bridge.ask('suggestions.settings', {});

function Asked({ onClose }: Pick<Props, 'onClose'>) {
  const { value, refused } = useAsked(ask);
  return value === null ? <Refusal code={refused} /> : <Form settings={value} onClose={onClose} />;
}

function Form({ settings, onClose }: Pick<Props, 'onClose'> & { readonly settings: Settings }) {
  const { say } = useText();
  const { tell } = useAct();
  const [isOn, setOn] = useState(settings.isOn);
  const [drafts, setDrafts] = useState(settings.drafts);
  const [base, setBase] = useState(settings.place?.base ?? '');
  const [model, setModel] = useState(settings.place?.model ?? '');
  const [key, setKey] = useState('');
  const saving = useForm();
  const place = { base: base.trim(), model: model.trim(), key: key === '' ? null : key };
  const isWhole = URL.canParse(place.base) && place.model !== '';
  return (
    <form className={classes['form']} onSubmit={(event) => saving.submit(event, () => bridge.ask('suggestions.save', { isOn, drafts, place: isWhole ? place : null }), () => (tell(say('suggestions.settings.saved')), onClose()))}>
      <Switch checked={isOn} onChange={(event) => setOn(event.currentTarget.checked)} label={say('suggestions.settings.isOn')} description={say('suggestions.settings.isOnLead')} data-autofocus />
      <Switch checked={drafts} onChange={(event) => setDrafts(event.currentTarget.checked)} disabled={!isOn} label={say('suggestions.settings.drafts')} description={say('suggestions.settings.draftsLead')} />
      {drafts && isOn && (
        <>
          <div className={classes['two']}>
            <TextInput label={say('suggestions.settings.base')} description={say('suggestions.settings.baseHint')} value={base} onChange={(event) => setBase(event.currentTarget.value)} placeholder={say('suggestions.settings.baseSample')} type="url" maxLength={500} required />
            <TextInput label={say('suggestions.settings.model')} value={model} onChange={(event) => setModel(event.currentTarget.value)} maxLength={200} required />
          </div>
          <SecretField label={say('suggestions.settings.key')} value={key} onChange={(event) => setKey(event.currentTarget.value)} placeholder={settings.place === null ? '' : say('suggestions.settings.keyKept')} autoComplete="off" maxLength={500} />
          <Trial place={isWhole ? place : null} />
        </>
      )}
      <Refusal code={saving.refused} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={onClose}>{say('security.cancel')}</Button>
        <Button type="submit" disabled={saving.busy || (drafts && isOn && !isWhole)}>{say('suggestions.settings.save')}</Button>
      </div>
    </form>
  );
}

type Place = { readonly base: string; readonly model: string; readonly key: string | null };

/** What the model answers to an invented question, before anything is saved. */
function Trial({ place }: { readonly place: Place | null }) {
  const { say } = useText();
  const [text, setText] = useState<string | null>(null);
  const { busy, refused, submit } = useForm();
  const begin = (): void => {
    if (place === null) return;
    setText(null);
    submit(null, () => bridge.ask('suggestions.try', place), (answer) => setText(answer.text));
  };
  return (
    <div role="status">
      <Button variant="light" size="compact-sm" disabled={place === null} loading={busy} onClick={begin}>{say('suggestions.settings.try')}</Button>
      <Refusal code={refused} />
      {text !== null && <p className={classes['lead']}><strong>{say('suggestions.settings.tried')}</strong> <bdi>{text}</bdi></p>}
    </div>
  );
}
