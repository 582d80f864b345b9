import type { WatchOutput } from '#contract/requests';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useAct } from '../kit/act';
import { useText } from '../text/TextProvider';
import { Mark } from './Mark';
import classes from './SignIn.module.css';

type Session = Extract<WatchOutput<'session'>, { state: 'starting' }>;

const patience = 600;

/** The moment before the desk answers; words come only when it lasts. Where it lasts for a reason, the reason stands there. */
export function Starting({ session }: { readonly session: Session | undefined }) {
  const { say } = useText();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), patience);
    return () => window.clearTimeout(timer);
  }, []);
  const waits = session?.waits ?? null;
  return (
    <main className={classes['screen']} aria-busy>
      <Mark size={44} />
      <p className={classes['starting']} role="status">
        {waits !== null ? say(`start.${waits}`) : late ? say('app.starting') : ''}
      </p>
      {session !== undefined && session.name !== null && <GiveUp />}
    </main>
  );
}

/** Whose place does not open may make room for somebody else. */
function GiveUp() {
  const { say } = useText();
  const { ask } = useAct();
  return (
    <Button variant="subtle" onClick={() => void ask('session.signOut', { waiting: 'keep' })}>
      {say('start.giveUp')}
    </Button>
  );
}
