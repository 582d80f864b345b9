import { memo } from 'react';
import { isMac, type Chord } from './chord';
import classes from './KeyHint.module.css';

const signs: Readonly<Record<string, string>> = { enter: '↵', escape: 'Esc', up: '↑', down: '↓' };

/** A key or a chord as it is written on a keyboard. */
export const KeyHint = memo(function KeyHint({ chord }: { readonly chord: Chord }) {
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
