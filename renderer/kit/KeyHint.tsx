import { memo, use } from 'react';
import { isMac, type Chord } from './chord';
import classes from './KeyHint.module.css';
import { OwnKeysContext } from './own-keys';

const signs: Readonly<Record<string, string>> = { enter: '↵', escape: 'Esc', up: '↑', down: '↓' };

/** The key of a command, named by its usual one; a person who chose another sees theirs. */
export function KeyHint({ chord }: { readonly chord: Chord }) {
  const own = use(OwnKeysContext).get(chord);
  return own === null ? null : <ExactKey chord={own ?? chord} />;
}

/** A key or a chord as it is written on a keyboard. */
export const ExactKey = memo(function ExactKey({ chord }: { readonly chord: Chord }) {
  return (
    <span className={classes['chord']} aria-hidden>
      {faces(chord, isMac()).map((face) => (
        <kbd key={face} className={classes['key']}>
          {face}
        </kbd>
      ))}
    </span>
  );
});

function faces(chord: Chord, mac: boolean): readonly string[] {
  return chord.split('+').map((part) => {
    if (part === 'mod') return mac ? '⌘' : 'Ctrl';
    if (part === 'shift') return '⇧';
    return signs[part] ?? part.toUpperCase();
  });
}
