import { memo } from 'react';
import { facesOf, isMac, type Chord } from './chord';
import classes from './KeyHint.module.css';
import { useKeyInForce } from './own-keys';

/** The key of a command, named by its usual one; a person who chose another sees theirs. */
export function KeyHint({ chord }: { readonly chord: Chord }) {
  const now = useKeyInForce(chord);
  return now === null ? null : <ExactKey chord={now} />;
}

/** A key or a chord as it is written on a keyboard. */
export const ExactKey = memo(function ExactKey({ chord }: { readonly chord: Chord }) {
  return (
    <span className={classes['chord']} aria-hidden>
      {facesOf(chord, isMac()).map((face) => (
        <kbd key={face} className={classes['key']}>
          {face}
        </kbd>
      ))}
    </span>
  );
});
