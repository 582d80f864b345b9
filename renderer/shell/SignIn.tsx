import type { Failure } from '#contract/failures';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { bridge } from '../kit/bridge';
import { useText } from '../text/TextProvider';
import { LanguageSwitch } from './LanguageSwitch';
import { Mark } from './Mark';
import { OutsideSignIn } from './OutsideSignIn';
import classes from './SignIn.module.css';
import { WorkLeft } from './WorkLeft';

/** The form for a person whom this computer does not know yet, or whose session ended. */
export function SignIn({ failure, left }: { readonly failure: Failure | null; readonly left: readonly { readonly name: string; readonly waiting: number }[] }) {
  const { say } = useText();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Failure | null>(failure);

  async function signIn(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const outcome = await bridge.ask('session.signIn', { email: email.trim(), password });
    setBusy(false);
    setRefused(outcome.ok ? null : outcome.code);
  }

  return (
    <main className={classes['screen']} data-form>
      <form className={classes['form']} onSubmit={(event) => void signIn(event)} aria-label={say('signIn.title')}>
        <Mark size={44} />
        <h1 className={classes['title']}>{say('app.name')}</h1>
        <p className={classes['lead']}>{say('signIn.lead')}</p>
        <TextInput name="email" type="email" autoComplete="username" required autoFocus maxLength={254} withAsterisk={false} label={say('signIn.email')} value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
        <PasswordInput name="password" autoComplete="current-password" required maxLength={256} withAsterisk={false} label={say('signIn.password')} value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
        {refused !== null && (
          <p className={classes['failure']} role="alert">
            {say(`failure.${refused}`)}
          </p>
        )}
        <Button type="submit" fullWidth mt={8} disabled={busy}>
          {say(busy ? 'signIn.busy' : 'signIn.submit')}
        </Button>
        <OutsideSignIn onRefused={setRefused} />
      </form>
      <WorkLeft left={left} />
      <LanguageSwitch />
    </main>
  );
}
