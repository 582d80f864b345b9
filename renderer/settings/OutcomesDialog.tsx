import type { DispositionRow } from '#domain/queue/disposition';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../kit/Dialog';
import { bridge } from '../kit/bridge';
import { useDirectory } from '../kit/directory';
import { useText } from '../text/TextProvider';
import { OutcomeForm } from './OutcomeForm';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useForm } from './use-form';

type Props = { readonly opened: boolean; readonly onClose: () => void };
type Step = { readonly at: 'rest' } | { readonly at: 'form'; readonly of: DispositionRow | null };

/** What may come of a case. The directory has them all. */
export function OutcomesDialog({ opened, onClose }: Props) {
  const { say } = useText();
  return (
    <Dialog opened={opened} onClose={onClose} size={720} title={say('outcomes.title')}>
      <Outcomes />
    </Dialog>
  );
}

function Outcomes() {
  const { say } = useText();
  const { dispositions } = useDirectory();
  const [step, setStep] = useState<Step>({ at: 'rest' });
  if (step.at === 'form') return <OutcomeForm of={step.of} onDone={() => setStep({ at: 'rest' })} />;
  return (
    <>
      <div className={classes['row']}>
        <p className={classes['lead']}>{say(dispositions.length === 0 ? 'outcomes.none' : 'outcomes.lead')}</p>
        <Button data-autofocus onClick={() => setStep({ at: 'form', of: null })}>{say('outcomes.add')}</Button>
      </div>
      <ul className={classes['staff']}>
        {dispositions.map((row) => (
          <OutcomeItem key={row.id} row={row} onChange={() => setStep({ at: 'form', of: row })} />
        ))}
      </ul>
    </>
  );
}

function OutcomeItem({ row, onChange }: { readonly row: DispositionRow; readonly onChange: () => void }) {
  const { say, language } = useText();
  const directory = useDirectory();
  const [isAsked, setAsked] = useState(false);
  const { busy, refused, submit } = useForm();
  const { id, queue, code, title, fields } = row;
  const name = title[language];
  const where = queue === null ? say('outcomes.everywhere') : say('outcomes.in', { queue: directory.queue(queue)?.name ?? '…' });
  const facts = [code, where, ...(fields.length === 0 ? [] : [say('outcomes.fields', { n: fields.length })])];
  return (
    <li className={classes['job']} data-outcome={code}>
      <div className={classes['device']}>
        <div className={classes['about']}>
          <span className={classes['name']}><bdi>{name}</bdi></span>
          <span className={classes['dim']}>{facts.join(' · ')}</span>
        </div>
        <Button variant="subtle" size="compact-sm" aria-label={say('company.changeNamed', { name })} onClick={onChange}>{say('company.change')}</Button>
        <Button variant="subtle" size="compact-sm" color="red" aria-label={say('outcomes.removeNamed', { name })} onClick={() => setAsked(true)}>{say('outcomes.remove')}</Button>
      </div>
      {isAsked && (
        <>
          <p className={classes['lead']}>{say('outcomes.sure', { name })}</p>
          <div className={classes['actions']}>
            <Button variant="default" autoFocus onClick={() => setAsked(false)}>{say('security.cancel')}</Button>
            <Button color="red" disabled={busy} onClick={() => submit(null, () => bridge.ask('dispositions.remove', { disposition: id }), () => undefined)}>{say('outcomes.doRemove')}</Button>
          </div>
        </>
      )}
      <Refusal code={refused} />
    </li>
  );
}
