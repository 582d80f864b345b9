import type { Chord } from '../kit/chord';
import { keymap, textKeys, type KeyCommand } from './keymap';
import type { PlainKey } from '../text/translation';

/** `fixed`: nobody presses another one for it. */
type Key = { readonly chord: Chord; readonly text: PlainKey; readonly fixed?: true };

/** One place of the desk, and the keys to know there. `place`: where it stands, as far as it is on the screen. */
export type TourStep = { readonly name: 'list' | 'conversation' | 'composer' | 'card' | 'help'; readonly place: string; readonly keys: readonly Key[] };

export const tourSteps: readonly TourStep[] = [
  { name: 'list', place: 'section:has(> [data-list])', keys: keysOf('next', 'previous', 'viewMine', 'takeNext') },
  { name: 'conversation', place: 'main[data-open]', keys: keysOf('reply', 'note', 'snooze', 'resolve', 'undo') },
  { name: 'composer', place: 'main [data-mode]:not(button)', keys: [...keysOf('send'), ...ofText('/', '?'), ...keysOf('takeBack')] },
  { name: 'card', place: 'aside[data-scrolls]', keys: keysOf('customer', 'customerList', 'cases') },
  { name: 'help', place: 'footer:has([data-connection])', keys: keysOf('search', 'palette', 'waiting', 'help') },
];

function keysOf(...commands: readonly KeyCommand[]): readonly Key[] {
  return commands.flatMap((command) => keymap.filter((binding) => binding.command === command).map(({ chords: [chord = ''], text }) => ({ chord, text })));
}

function ofText(...chords: readonly Chord[]): readonly Key[] {
  return textKeys.filter(({ chord }) => chords.includes(chord)).map((key) => ({ ...key, fixed: true }));
}
