import { useEffect, useState } from 'react';
import { useText } from '../text/TextProvider';
import { Mark } from './Mark';
import classes from './SignIn.module.css';

const patience = 600;

/** The moment before the desk answers. Words come only when it lasts. */
export function Starting() {
  const { say } = useText();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), patience);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <main className={classes['screen']} aria-busy>
      <Mark size={44} />
      <p className={classes['starting']} role="status">
        {late ? say('app.starting') : ''}
      </p>
    </main>
  );
}
