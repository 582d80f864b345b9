import type { Failure } from '#contract/failures';
import type { RequestOutput } from '#contract/requests';
import { Button, Divider } from '@mantine/core';
import { useEffect, useState } from 'react';
import { bridge } from '../kit/bridge';
import { useText } from '../text/TextProvider';
import classes from './SignIn.module.css';

/** Sign-in by a service outside: a button for each that the company has set up, and the wait while the person is in the browser. */
export function OutsideSignIn({ onRefused }: { readonly onRefused: (code: Failure | null) => void }) {
  const { say } = useText();
  const providers = useProviders();
  const [waiting, setWaiting] = useState(false);

  async function signIn(provider: string): Promise<void> {
    onRefused(null);
    setWaiting(true);
    const outcome = await bridge.ask('session.signInOutside', { provider });
    setWaiting(false);
    if (!outcome.ok && outcome.code !== 'access.cancelled') onRefused(outcome.code);
  }

  if (providers.length === 0) return null;
  return (
    <>
      <Divider my={4} label={say('signIn.or')} />
      {waiting ? (
        <>
          <p className={classes['starting']} role="status">
            {say('signIn.inBrowser')}
          </p>
          <Button type="button" variant="default" fullWidth autoFocus onClick={() => void bridge.ask('session.cancelSignIn', {})}>
            {say('signIn.cancel')}
          </Button>
        </>
      ) : (
        providers.map(({ id, name }) => (
          <Button key={id} type="button" variant="default" fullWidth onClick={() => void signIn(id)}>
            {say('signIn.with', { name })}
          </Button>
        ))
      )}
    </>
  );
}

/** A server that cannot be asked now offers none: the form says so when it is used. */
function useProviders(): RequestOutput<'session.providers'> {
  const [providers, setProviders] = useState<RequestOutput<'session.providers'>>([]);
  useEffect(() => {
    let isOver = false;
    void bridge.ask('session.providers', {}).then((outcome) => {
      if (outcome.ok && !isOver) setProviders(outcome.value);
    });
    return () => {
      isOver = true;
    };
  }, []);
  return providers;
}
