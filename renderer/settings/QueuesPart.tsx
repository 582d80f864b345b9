import type { QueueRow } from '#domain/queue/queue';
import type { TeamId } from '#kernel/id';
import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { bridge } from '../kit/bridge';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useForm } from './use-form';

type Step = { readonly at: 'rest' } | { readonly at: 'form'; readonly of: QueueRow | null };

/** The queues of the company, each with its team and what leads to it. The directory has them all. */
export function QueuesPart() {
  const { say } = useText();
  const { queues, teams } = useDirectory();
  const [step, setStep] = useState<Step>({ at: 'rest' });
  if (step.at === 'form') return <QueueForm of={step.of} onDone={() => setStep({ at: 'rest' })} />;
  return (
    <>
      <div className={classes['row']}>
        <p className={classes['lead']}>{say(teams.length === 0 ? 'queues.noTeam' : queues.length === 0 ? 'queues.none' : 'queues.lead')}</p>
        <Button disabled={teams.length === 0} onClick={() => setStep({ at: 'form', of: null })}>{say('queues.add')}</Button>
      </div>
      <ul className={classes['staff']}>{queues.map((queue) => <QueueItem key={queue.id} queue={queue} onChange={() => setStep({ at: 'form', of: queue })} />)}</ul>
    </>
  );
}

function QueueItem({ queue, onChange }: { readonly queue: QueueRow; readonly onChange: () => void }) {
  const { say } = useText();
  const directory = useDirectory();
  const { busy, refused, submit } = useForm();
  const { id, name } = queue;
  const leading = directory.channels.filter((channel) => channel.queue === id).map((channel) => channel.name).join(', ');
  return (
    <li className={classes['job']} data-queue={name}>
      <div className={classes['device']}>
        <div className={classes['about']}>
          <span className={classes['name']}><bdi>{name}</bdi></span>
          <span className={classes['dim']}>{directory.team(queue.team)?.name ?? ''} · {leading === '' ? say('queues.noChannels') : say('queues.channels', { names: leading })}{queue.asksOutcome ? ` · ${say('outcomes.asksMark')}` : ''}</span>
        </div>
        <Button variant="subtle" size="compact-sm" aria-label={say('company.changeNamed', { name })} onClick={onChange}>{say('company.change')}</Button>
        <Button variant="subtle" size="compact-sm" color="red" disabled={busy} aria-label={say('queues.removeNamed', { name })} onClick={() => submit(null, () => bridge.ask('queues.remove', { queue: id }), () => undefined)}>{say('queues.remove')}</Button>
      </div>
      <Refusal code={refused} />
    </li>
  );
}

function QueueForm({ of, onDone }: { readonly of: QueueRow | null; readonly onDone: () => void }) {
  const { say } = useText();
  const { teams } = useDirectory();
  const [name, setName] = useState(of?.name ?? '');
  const [chosen, setChosen] = useState<TeamId | null>(null);
  const team = chosen ?? of?.team ?? teams[0]?.id ?? null;
  const [asksOutcome, setAsksOutcome] = useState(of?.asksOutcome ?? false);
  const [tried, setTried] = useState(false);
  const { busy, refused, submit } = useForm();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || team === null) return;
    const values = { name: name.trim(), team, asksOutcome };
    submit(event, () => (of === null ? bridge.ask('queues.add', values) : bridge.ask('queues.change', { queue: of.id, ...values })), onDone);
  };
  const wrong = tried && name.trim() === '' ? say('queues.nameMissing') : refused === 'queue.nameTaken' ? say('failure.queue.nameTaken') : null;
  return (
    <form className={classes['form']} noValidate onSubmit={save}>
      <h3 className={classes['heading']}>{of === null ? say('queues.new') : <bdi>{of.name}</bdi>}</h3>
      <div className={classes['twoTop']}>
        <TextInput name="name" label={say('queues.name')} autoFocus maxLength={120} value={name} error={wrong} onChange={(event) => setName(event.currentTarget.value)} />
        <NativeSelect label={say('queues.team')} value={team ?? ''} data={teams.map(({ id, name: label }) => ({ value: id, label }))} onChange={(event) => setChosen(teams.find(({ id }) => id === event.currentTarget.value)?.id ?? null)} />
      </div>
      <Switch label={say('outcomes.asks')} checked={asksOutcome} onChange={(event) => setAsksOutcome(event.currentTarget.checked)} />
      <Refusal code={refused === 'queue.nameTaken' ? null : refused} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={onDone}>{say('security.cancel')}</Button>
        <Button type="submit" disabled={busy}>{say(of === null ? 'queues.add' : 'company.save')}</Button>
      </div>
    </form>
  );
}
