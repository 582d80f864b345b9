import type { StaffMember } from '#contract/staff';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../kit/act';
import { bridge } from '../kit/bridge';
import { useMe } from '../kit/me';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useForm, type Asking } from './use-form';

type Props = {
  readonly of: StaffMember;
  readonly onMade: (made: { readonly name: string; readonly email: string; readonly password: string }) => void;
  readonly onDone: () => void;
};

type Step = 'rest' | 'renew' | 'endFactor' | 'close';

/** How somebody gets in, or does not any more. Each of these ends their sessions, so each is asked twice. */
export function PersonAccess({ of, onMade, onDone }: Props) {
  const { say } = useText();
  const { tell } = useAct();
  const [step, setStep] = useState<Step>('rest');
  const form = useForm();
  const { busy, refused, submit } = form;
  const told = (text: string) => (): void => {
    tell(text);
    onDone();
  };
  return (
    <section className={classes['below']} aria-labelledby="access">
      <h3 id="access" className={classes['heading']}>{say('people.access')}</h3>
      {step === 'rest' && <Choices of={of} onStep={setStep} busy={busy} onOpen={() => submit(null, () => bridge.ask('people.setAccess', { person: of.id, access: 'opened' }), told(say('people.opened', { name: of.name })))} />}
      {step === 'rest' && <Refusal code={refused} />}
      {step !== 'rest' && <Sure step={step} name={of.name} form={form} onCancel={() => setStep('rest')} onDo={{
        renew: () => submit(null, () => bridge.ask('people.setAccess', { person: of.id, access: 'renewed' }), ({ password }) => onMade({ name: of.name, email: of.email, password: password ?? '' })),
        endFactor: () => submit(null, () => bridge.ask('people.endFactor', { person: of.id }), told(say('people.factorEnded'))),
        close: () => submit(null, () => bridge.ask('people.setAccess', { person: of.id, access: 'closed' }), onDone),
      }} />}
    </section>
  );
}

type ChoicesProps = { readonly of: StaffMember; readonly busy: boolean; readonly onStep: (step: Step) => void; readonly onOpen: () => void };

/** Whoever changes their own password does it under "Sign-in and devices"; nobody closes the door behind themselves. */
function Choices({ of, busy, onStep, onOpen }: ChoicesProps) {
  const { say } = useText();
  const isMe = useMe().id === of.id;
  if (isMe) return <p className={classes['dim']}>{say('people.own')}</p>;
  return (
    <div className={classes['choices']}>
      {of.isClosed && <Button disabled={busy} onClick={onOpen}>{say('people.open')}</Button>}
      {!of.isClosed && <Button variant="default" onClick={() => onStep('renew')}>{say('people.renew')}</Button>}
      {of.hasFactor && <Button variant="default" onClick={() => onStep('endFactor')}>{say('people.endFactor')}</Button>}
      {!of.isClosed && <Button variant="light" color="red" onClick={() => onStep('close')}>{say('people.close')}</Button>}
    </div>
  );
}

type SureProps = { readonly step: Exclude<Step, 'rest'>; readonly name: string; readonly form: Asking; readonly onCancel: () => void; readonly onDo: Readonly<Record<Exclude<Step, 'rest'>, () => void>> };

const words = {
  renew: ['people.renewSure', 'people.doRenew'],
  endFactor: ['people.endFactorSure', 'people.doEndFactor'],
  close: ['people.closeSure', 'people.doClose'],
} as const;

function Sure({ step, name, form: { busy, refused }, onCancel, onDo }: SureProps) {
  const { say } = useText();
  const [sure, doIt] = words[step];
  return (
    <>
      <p className={classes['lead']}>{say(sure, { name })}</p>
      <Refusal code={refused} />
      <div className={classes['actions']}>
        <Button variant="default" autoFocus onClick={onCancel}>{say('security.cancel')}</Button>
        <Button color={step === 'renew' ? 'iris' : 'red'} disabled={busy} onClick={onDo[step]}>{say(doIt)}</Button>
      </div>
    </>
  );
}
