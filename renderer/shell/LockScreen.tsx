import type { Failure } from '#contract/failures';
import type { WatchOutput } from '#contract/requests';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useState, type FormEvent } from 'react';
import { SecretField } from '../kit/SecretField';
import { useAct } from '../kit/act';
import { bridge } from '../kit/bridge';
import { Face } from '../kit/Face';
import { useText } from '../text/TextProvider';
import { LanguageSwitch } from './LanguageSwitch';
import lock from './LockScreen.module.css';
import classes from './SignIn.module.css';
import { useSecondsUntil } from './use-seconds-until';

type Locked = Extract<WatchOutput<'session'>, { state: 'locked' }>;

/** All that stands in the window while the place is locked. What keeps others out is the desk process, which answers nobody. */
export function LockScreen({ locked }: { readonly locked: Locked }) {
  const { say } = useText();
  const { ask } = useAct();
  // What was said in passing may name customers.
  useEffect(() => notifications.clean(), []);
  const leave = (): void => void ask('session.signOut', { waiting: 'keep' });
  return (
    <main className={classes['screen']} data-form data-locked>
      <section className={classes['form']} aria-label={say('lock.title')}>
        <div className={lock['person']}>
          <Face name={locked.name} size={44} />
          <div>
            <h1 className={lock['name']}>{locked.name}</h1>
            <p className={lock['lead']}>{locked.waiting > 0 ? say('connection.waiting', { n: locked.waiting }) : say('lock.title')}</p>
          </div>
        </div>
        {locked.by === null ? <p className={lock['lead']}>{say('lock.onlySignIn')}</p> : <Unlock by={locked.by} pausedUntil={locked.pausedUntil} />}
        <Button variant={locked.by === null ? 'filled' : 'subtle'} fullWidth onClick={leave}>
          {say(locked.by === null ? 'lock.signInAgain' : 'lock.other')}
        </Button>
      </section>
      <LanguageSwitch alone />
    </main>
  );
}

function Unlock({ by, pausedUntil }: { readonly by: 'password' | 'pin'; readonly pausedUntil: number | null }) {
  const { say } = useText();
  const [secret, setSecret] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Failure | null>(null);
  const pause = useSecondsUntil(pausedUntil);
  const sentence = pause > 0 ? say('lock.paused', { n: pause }) : refused === null || refused === 'access.unlockPaused' ? null : say(`failure.${refused}`);

  async function unlock(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const outcome = await bridge.ask('session.unlock', { secret });
    setBusy(false);
    setSecret('');
    setRefused(outcome.ok ? null : outcome.code);
  }

  return (
    <form className={lock['unlock']} onSubmit={(event) => void unlock(event)}>
      <SecretField name="secret" autoComplete="current-password" required autoFocus maxLength={256} label={say(by === 'pin' ? 'lock.pin' : 'signIn.password')} value={secret} onChange={(event) => setSecret(event.currentTarget.value)} />
      {sentence !== null && (
        <p className={classes['failure']} role="alert">
          {sentence}
        </p>
      )}
      <Button type="submit" fullWidth disabled={busy || pause > 0}>
        {say('lock.open')}
      </Button>
    </form>
  );
}
