import type { RequestOutput } from '#contract/requests';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { SecretField } from '../kit/SecretField';
import { bridge } from '../kit/bridge';
import { useText } from '../text/TextProvider';
import { EnrolmentStep } from './EnrolmentStep';
import { RecoveryCodes } from './RecoveryCodes';
import { Refusal } from './Refusal';
import type { Security } from './SecurityDialog';
import classes from './settings.module.css';
import { useForm } from './use-form';

type Step =
  | { readonly at: 'rest' }
  | { readonly at: 'password' }
  | { readonly at: 'enrolment'; readonly enrolment: RequestOutput<'security.beginFactor'> }
  | { readonly at: 'codes'; readonly codes: readonly string[] }
  | { readonly at: 'ending' };

type Props = { readonly factor: Security['factor']; readonly onChanged: () => void };

/** The second step of the sign-in: turned on in three steps, turned off by a fresh code. */
export function FactorPart({ factor, onChanged }: Props) {
  const { say } = useText();
  const [step, setStep] = useState<Step>({ at: 'rest' });
  const rest = (): void => {
    setStep({ at: 'rest' });
    onChanged();
  };
  return (
    <section className={classes['part']} aria-labelledby="factor">
      <h3 id="factor">{say('factor.title')}</h3>
      {step.at === 'rest' && <Standing factor={factor} onTurn={() => setStep({ at: factor.on ? 'ending' : 'password' })} />}
      {step.at === 'password' && <PasswordStep onBegun={(enrolment) => setStep({ at: 'enrolment', enrolment })} onCancel={rest} />}
      {step.at === 'enrolment' && <EnrolmentStep enrolment={step.enrolment} onConfirmed={(codes) => setStep({ at: 'codes', codes })} onCancel={rest} />}
      {step.at === 'codes' && <RecoveryCodes codes={step.codes} onKept={rest} />}
      {step.at === 'ending' && <EndingStep onEnded={rest} onCancel={rest} />}
    </section>
  );
}

function Standing({ factor, onTurn }: { readonly factor: Security['factor']; readonly onTurn: () => void }) {
  const { say } = useText();
  return (
    <>
      <p className={classes['lead']}>{factor.on ? `${say('factor.on')} ${say('factor.recoveryLeft', { n: factor.recoveryLeft })}.` : say('factor.why')}</p>
      <div className={classes['actions']}>
        <Button variant={factor.on ? 'default' : 'filled'} onClick={onTurn}>{say(factor.on ? 'factor.end' : 'factor.begin')}</Button>
      </div>
    </>
  );
}

function PasswordStep({ onBegun, onCancel }: { readonly onBegun: (enrolment: RequestOutput<'security.beginFactor'>) => void; readonly onCancel: () => void }) {
  const { say } = useText();
  const [password, setPassword] = useState('');
  const { busy, refused, submit } = useForm();
  return (
    <form className={classes['form']} onSubmit={(event) => submit(event, () => bridge.ask('security.beginFactor', { password }), onBegun)}>
      <SecretField label={say('factor.password')} autoComplete="current-password" required autoFocus maxLength={256} value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
      <Refusal code={refused} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={onCancel}>{say('security.cancel')}</Button>
        <Button type="submit" disabled={busy}>{say('factor.next')}</Button>
      </div>
    </form>
  );
}

function EndingStep({ onEnded, onCancel }: { readonly onEnded: () => void; readonly onCancel: () => void }) {
  const { say } = useText();
  const [code, setCode] = useState('');
  const { busy, refused, submit } = useForm();
  return (
    <form className={classes['form']} onSubmit={(event) => submit(event, () => bridge.ask('security.endFactor', { code }), onEnded)}>
      <TextInput label={say('factor.anyCode')} autoComplete="one-time-code" required withAsterisk={false} autoFocus maxLength={64} value={code} onChange={(event) => setCode(event.currentTarget.value)} />
      <Refusal code={refused} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={onCancel}>{say('security.cancel')}</Button>
        <Button color="red" type="submit" disabled={busy}>{say('factor.endNow')}</Button>
      </div>
    </form>
  );
}
