import type { RequestOutput } from '#contract/requests';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../kit/bridge';
import { useText } from '../text/TextProvider';
import { QrPicture } from './QrPicture';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import own from './enrolment.module.css';
import { useForm } from './use-form';

type Props = {
  readonly enrolment: RequestOutput<'security.beginFactor'>;
  readonly onConfirmed: (codes: readonly string[]) => void;
  readonly onCancel: () => void;
};

/** The key for the app, as a picture and in letters; one right code proves that the app has it. */
export function EnrolmentStep({ enrolment, onConfirmed, onCancel }: Props) {
  const { say } = useText();
  const [code, setCode] = useState('');
  const { busy, refused, submit } = useForm();
  return (
    <form className={classes['form']} onSubmit={(event) => submit(event, () => bridge.ask('security.confirmFactor', { code }), onConfirmed)}>
      <p className={classes['lead']}>{say('factor.scan')}</p>
      <div className={own['enrolment']}>
        <QrPicture text={enrolment.uri} label={say('factor.picture')} />
        <div className={classes['form']}>
          <p className={own['key']}>
            <span className={classes['dim']}>{say('factor.key')}</span>
            <code>{enrolment.secret.replaceAll(/.{4}(?=.)/g, '$& ')}</code>
          </p>
          <TextInput label={say('factor.code')} autoComplete="one-time-code" inputMode="numeric" required withAsterisk={false} autoFocus maxLength={12} value={code} onChange={(event) => setCode(event.currentTarget.value)} />
          <Refusal code={refused} />
        </div>
      </div>
      <div className={classes['actions']}>
        <Button variant="default" onClick={onCancel}>{say('security.cancel')}</Button>
        <Button type="submit" disabled={busy}>{say('factor.confirm')}</Button>
      </div>
    </form>
  );
}
