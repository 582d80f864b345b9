import { useEffect } from 'react';
import { chordOf, isMac } from '../kit/chord';
import { commandOf, type KeyCommand } from './keymap';

/** Hears the keys of the desk. While a person types, only chords count; under a dialog or a menu, none. */
export function useKeys(run: (command: KeyCommand) => void): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const chord = chordOf(event, isMac());
      const command = chord === null ? null : commandOf(chord);
      if (command === null || isElsewhere(event, command)) return;
      event.preventDefault();
      run(command);
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [run]);
}

const chords: ReadonlySet<KeyCommand> = new Set(['palette', 'takeNext', 'lock', 'state']);

function isElsewhere({ target, key }: KeyboardEvent, command: KeyCommand): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('[role="dialog"], [role="menu"]') !== null) return true;
  if (target.matches('textarea, input, [contenteditable]')) return !chords.has(command);
  // Enter presses the focused button, and arrows scroll the messages that have the focus.
  if (command === 'enter') return target.matches('button, a, [role="link"], [role="tab"]');
  return key.startsWith('Arrow') && target.matches('[data-messages]');
}
