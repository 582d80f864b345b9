import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../text/TextProvider';
import classes from './SignIn.module.css';

type Props = { readonly code: string; readonly onCode: (code: string) => void; readonly onBack: () => void };

/** The second step of a sign-in: a code of the app, or a recovery code where the phone is lost. */
export function CodeStep({ code, onCode, onBack }: Props) {
  const { say } = useText();
  const [recovery, setRecovery] = useState(false);

  function change(): void {
    setRecovery(!recovery);
    onCode('');
  }

  return (
    <>
      <p className={classes['lead']}>{say(recovery ? 'signIn.recoveryLead' : 'signIn.codeLead')}</p>
      <TextInput
        key={String(recovery)}
        name="code"
        autoComplete={recovery ? 'off' : 'one-time-code'}
        inputMode={recovery ? 'text' : 'numeric'}
        required
        autoFocus
        maxLength={64}
        withAsterisk={false}
        label={say(recovery ? 'signIn.recoveryCode' : 'signIn.code')}
        value={code}
        onChange={(event) => onCode(event.currentTarget.value)}
      />
      <div className={classes['ways']}>
        <Button variant="subtle" size="compact-sm" onClick={onBack}>{say('signIn.back')}</Button>
        <Button variant="subtle" size="compact-sm" onClick={change}>{say(recovery ? 'signIn.useApp' : 'signIn.useRecovery')}</Button>
      </div>
    </>
  );
}
