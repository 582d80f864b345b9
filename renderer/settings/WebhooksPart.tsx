import { webhookEvents, type WebhookEvent } from '#contract/webhook';
import type { RequestOutput } from '#contract/requests';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { ShownOnce } from './ShownOnce';
import { useAsked } from './use-asked';
import { useForm } from './use-form';
import { WebhookLog } from './WebhookLog';

type Hook = RequestOutput<'webhooks.list'>['webhooks'][number];

const askWebhooks = () => bridge.ask('webhooks.list', {});

/** Which systems are told of what happens, and how that goes. */
export function WebhooksPart() {
  const { say } = useText();
  const { value, refused, again } = useAsked(askWebhooks);
  const [step, setStep] = useState<{ readonly at: 'rest' | 'form' } | { readonly at: 'made'; readonly secret: string }>({ at: 'rest' });
  const rest = (): void => {
    setStep({ at: 'rest' });
    again();
  };
  return (
    <section className={classes['part']} aria-labelledby="webhooks">
      <h3 id="webhooks">{say('webhooks.title')}</h3>
      <Refusal code={refused} />
      {value?.webhooks.length === 0 && step.at === 'rest' && <p className={classes['lead']}>{say('webhooks.none')}</p>}
      {value?.webhooks.map((hook) => <HookRow key={hook.id} hook={hook} onChanged={again} />)}
      {step.at === 'form' && <HookForm onMade={(secret) => setStep({ at: 'made', secret })} onCancel={rest} />}
      {step.at === 'made' && <ShownOnce label={say('webhooks.secret')} secret={step.secret} onKept={rest} />}
      {step.at === 'rest' && <div className={classes['actions']}><Button variant="default" onClick={() => setStep({ at: 'form' })}>{say('webhooks.make')}</Button></div>}
    </section>
  );
}

function HookRow({ hook, onChanged }: { readonly hook: Hook; readonly onChanged: () => void }) {
  const { say, dates } = useText();
  const [shown, setShown] = useState(false);
  const { busy, refused, submit } = useForm();
  const { id, url, state, reason, failingSince, events } = hook;
  const standing = state === 'off' ? say(`webhooks.off.${reason ?? 'hand'}`) : failingSince === null ? say('webhooks.on') : say('webhooks.failing', { when: dates.moment(failingSince) });
  const isBad = failingSince !== null || (state === 'off' && reason !== 'hand');
  return (
    <article className={classes['job']} aria-label={url}>
      <div className={classes['about']}>
        <span className={classes['name']}><bdi>{url}</bdi></span>
        <span className={classes[isBad ? 'bad' : 'dim']} role={isBad ? 'alert' : undefined}>{standing}</span>
        <span className={classes['dim']}>{events.map((event) => say(`event.${event}`)).join(' · ')}</span>
      </div>
      <div className={classes['actions']}>
        <Button size="compact-sm" variant="subtle" aria-expanded={shown} onClick={() => setShown(!shown)}>{say(shown ? 'webhooks.hideLog' : 'webhooks.log')}</Button>
        {state === 'on' && <Button size="compact-sm" variant="subtle" disabled={busy} onClick={() => submit(null, () => bridge.ask('webhooks.try', { webhook: id }), () => setShown(true))}>{say('webhooks.try')}</Button>}
        <Button size="compact-sm" variant="default" disabled={busy} onClick={() => submit(null, () => bridge.ask('webhooks.switch', { webhook: id, on: state === 'off' }), onChanged)}>{say(state === 'on' ? 'webhooks.turnOff' : 'webhooks.turnOn')}</Button>
        <Button size="compact-sm" variant="subtle" color="red" disabled={busy} onClick={() => submit(null, () => bridge.ask('webhooks.remove', { webhook: id }), onChanged)}>{say('webhooks.remove')}</Button>
      </div>
      <Refusal code={refused} />
      {shown && <WebhookLog webhook={id} />}
    </article>
  );
}

type FormProps = { readonly onMade: (secret: string) => void; readonly onCancel: () => void };

function HookForm({ onMade, onCancel }: FormProps) {
  const { say } = useText();
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<readonly WebhookEvent[]>([]);
  const { busy, refused, submit } = useForm();
  const choose = (values: readonly string[]): void => setEvents(webhookEvents.filter((event) => values.includes(event)));
  return (
    <form className={classes['form']} onSubmit={(event) => submit(event, () => bridge.ask('webhooks.make', { url: url.trim(), events: [...events] }), ({ secret }) => onMade(secret))}>
      <TextInput name="webhook" type="url" label={say('webhooks.url')} required withAsterisk={false} autoFocus maxLength={1000} value={url} onChange={(event) => setUrl(event.currentTarget.value)} />
      <Checkbox.Group label={say('webhooks.events')} value={[...events]} onChange={choose}>
        <div className={classes['columns']}>{webhookEvents.map((event) => <Checkbox key={event} value={event} label={say(`event.${event}`)} />)}</div>
      </Checkbox.Group>
      <Refusal code={refused} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={onCancel}>{say('security.cancel')}</Button>
        <Button type="submit" disabled={busy || url.trim() === '' || events.length === 0}>{say('webhooks.make')}</Button>
      </div>
    </form>
  );
}
