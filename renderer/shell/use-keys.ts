import { useEffect } from 'react';
import { chordOf, isMac, type Chord } from '../kit/chord';
import { commandOf, deskKeys, type DeskCommand } from './keymap';
import { boundKeys, useOwnKeys } from './own-keys';

/** Hears the keys of the desk. While a person types, only chords count; under a dialog or a menu, none. */
export function useKeys(run: (command: DeskCommand) => void): void {
  const own = useOwnKeys();
  useEffect(() => {
    const bound = boundKeys(own, deskKeys);
    const hear = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const chord = chordOf(event, isMac());
      if (chord === null) return;
      const command = commandOf(chord, bound);
      if (command === null || isElsewhere(event, command, isHeardWhileTyping(chord))) return;
      event.preventDefault();
      run(command);
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [run, own]);
}

/** A text is marked as a whole by the same keys as the list. */
function isHeardWhileTyping(chord: Chord): boolean {
  return chord.startsWith('mod+') && chord !== 'mod+a';
}

function isElsewhere({ target, key }: KeyboardEvent, command: DeskCommand, heardWhileTyping: boolean): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('[role="dialog"]:not([data-tour]), [role="menu"]') !== null) return true;
  if (target.matches('textarea, input, [contenteditable]')) return !heardWhileTyping;
  // Enter presses the focused button, and arrows scroll the messages that have the focus.
  if (command === 'enter') return target.matches('button, a, [role="link"], [role="tab"]');
  return key.startsWith('Arrow') && target.matches('[data-messages]');
}
