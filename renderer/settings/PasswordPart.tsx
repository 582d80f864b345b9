import { Button } from '@mantine/core';
import { useState } from 'react';
import { SecretField } from '../kit/SecretField';
import { useAct } from '../kit/act';
import { bridge } from '../kit/bridge';
import { useText } from '../text/TextProvider';
import { Refusal } from './Refusal';
import classes from './settings.module.css';
import { useForm } from './use-form';

/** A new password ends every other session of the person. */
export function PasswordPart({ onChanged }: { readonly onChanged: () => void }) {
  const { say } = useText();
  const { tell } = useAct();
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const { busy, refused, submit } = useForm();

  function changed(): void {
    setPresent('');
    setNext('');
    tell(say('password.changed'));
    onChanged();
  }

  return (
    <section className={classes['part']} aria-labelledby="password">
      <h3 id="password">{say('password.title')}</h3>
      <form className={classes['form']} onSubmit={(event) => submit(event, () => bridge.ask('security.changePassword', { present, next }), changed)}>
        <div className={classes['two']}>
          <SecretField label={say('password.present')} autoComplete="current-password" required maxLength={256} value={present} onChange={(event) => setPresent(event.currentTarget.value)} />
          <SecretField label={say('password.next')} autoComplete="new-password" required maxLength={256} value={next} onChange={(event) => setNext(event.currentTarget.value)} />
        </div>
        <p className={classes['dim']}>{say('password.rule')}</p>
        <Refusal code={refused} />
        <div className={classes['actions']}>
          <Button type="submit" variant="default" disabled={busy}>{say('password.change')}</Button>
        </div>
      </form>
    </section>
  );
}
