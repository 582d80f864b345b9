import { useEffect } from 'react';
import { useLive } from '../kit/live';
import { showOverlay, useDesk } from './desk-store';

/** Whether this person unlocks by a PIN. One who has none yet is asked for it once, when their place opens. */
export function useHasOwnPin(): boolean {
  const session = useLive('session', {});
  return session?.state === 'signedIn' && session.by !== 'password';
}

export function useAskForPin(): void {
  const session = useLive('session', {});
  const lacks = session?.state === 'signedIn' && session.by === null;
  useEffect(() => {
    // The moment after a sign-in by password has nothing yet either, and gets it by itself.
    const timer = window.setTimeout(() => {
      if (lacks && useDesk.getState().overlay === 'none') showOverlay('pin');
    }, 1500);
    return () => window.clearTimeout(timer);
  }, [lacks]);
}
