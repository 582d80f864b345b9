import type { Failure } from '#contract/failures';
import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { SecretField } from '../kit/SecretField';
import { bridge } from '../kit/bridge';
import { useText } from '../text/TextProvider';
import { CodeStep } from './CodeStep';
import { LanguageSwitch } from './LanguageSwitch';
import { Mark } from './Mark';
import { OutsideSignIn } from './OutsideSignIn';
import classes from './SignIn.module.css';
import { WorkLeft } from './WorkLeft';

/** What the form knows while it stands; `code` is null until the server asks for the second step. */
function useSignIn(failure: Failure | null) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Failure | null>(failure);

  async function signIn(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const outcome = await bridge.ask('session.signIn', { email: email.trim(), password, ...(code === null ? {} : { factor: code }) });
    setBusy(false);
    const asksForCode = !outcome.ok && outcome.code === 'access.factorNeeded';
    if (asksForCode || code !== null) setCode('');
    setRefused(outcome.ok || asksForCode ? null : outcome.code);
  }

  function back(): void {
    setCode(null);
    setPassword('');
    setRefused(null);
  }

  return { email, setEmail, password, setPassword, code, setCode, busy, refused, setRefused, signIn, back };
}

/** The form for a person whom this computer does not know yet, or whose session ended. */
export function SignIn({ failure, left }: { readonly failure: Failure | null; readonly left: readonly { readonly name: string; readonly waiting: number }[] }) {
  const { say } = useText();
  const { email, setEmail, password, setPassword, code, setCode, busy, refused, setRefused, signIn, back } = useSignIn(failure);
  return (
    <main className={classes['screen']} data-form>
      <form className={classes['form']} onSubmit={(event) => void signIn(event)} aria-label={say('signIn.title')}>
        <Mark size={44} />
        <h1 className={classes['title']}>{say('app.name')}</h1>
        {code === null ? (
          <>
            <p className={classes['lead']}>{say('signIn.lead')}</p>
            <TextInput name="email" type="email" autoComplete="username" required autoFocus maxLength={254} withAsterisk={false} label={say('signIn.email')} value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
            <SecretField name="password" autoComplete="current-password" required maxLength={256} label={say('signIn.password')} value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
          </>
        ) : (
          <CodeStep code={code} onCode={setCode} onBack={back} />
        )}
        {refused !== null && (
          <p className={classes['failure']} role="alert">
            {say(`failure.${refused}`)}
          </p>
        )}
        <Button type="submit" fullWidth mt={8} disabled={busy}>
          {say(busy ? 'signIn.busy' : 'signIn.submit')}
        </Button>
        {code === null && <OutsideSignIn onRefused={setRefused} />}
      </form>
      <WorkLeft left={left} />
      <LanguageSwitch alone />
    </main>
  );
}
