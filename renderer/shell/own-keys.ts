import { useMemo } from 'react';
import { chordOf, type Chord, type Pressed } from '../kit/chord';
import { useLive } from '../kit/live';
import { useMe } from '../kit/me';
import { keymap, keysFor, type Binding, type KeyCommand } from './keymap';

/** By command, what a person chose instead of the usual key; '' for no key. */
export type OwnKeys = Readonly<Record<string, Chord>>;

/** Arrows, Enter and Esc stay what they are: whoever lost every other key still finds their way. */
export function isFixed(chord: Chord): boolean {
  return /(?:^|\+)(?:enter|escape|up|down)$/.test(chord);
}

export function isMovable({ chords }: Binding): boolean {
  return chords.some((chord) => !isFixed(chord));
}

/** A person's own key counts before a usual one, also where a later version gave the same to another command. */
export function boundKeys(own: OwnKeys, bindings: readonly Binding[] = keymap): readonly Binding[] {
  const taken = new Set(keymap.map(({ command }) => own[command]));
  return bindings.map((binding) => {
    const mine = own[binding.command];
    if (mine === undefined || !isMovable(binding)) return { ...binding, chords: binding.chords.filter((chord) => isFixed(chord) || !taken.has(chord)) };
    return { ...binding, chords: [...(mine === '' ? [] : [mine]), ...binding.chords.filter(isFixed)] };
  });
}

/** The keys that do something for this person, as they press them. */
export function useBoundKeys(): readonly Binding[] {
  const own = useOwnKeys();
  const me = useMe();
  return useMemo(() => boundKeys(own, keysFor(me)), [own, me]);
}

const none: OwnKeys = {};

export function useOwnKeys(): OwnKeys {
  return useLive('preferences', {})?.keys ?? none;
}

/** What stands where a usual key is named. */
export function hintsOf(own: OwnKeys): ReadonlyMap<Chord, Chord | null> {
  const bound = boundKeys(own);
  return new Map(
    keymap.flatMap(({ chords }, place) => {
      const now = bound[place]?.chords ?? [];
      return chords.filter((chord) => !now.includes(chord)).map((chord): [Chord, Chord | null] => [chord, now[0] ?? null]);
    }),
  );
}

/** Why a key cannot be chosen. */
export type KeyFault = 'alt' | 'calls' | 'fixed' | 'reserved' | 'unnamed';
export type Judged = { readonly chord: Chord } | { readonly fault: KeyFault };

/** The system, the browser's text fields and the composer know these as something else; Ctrl with a digit inserts a suggestion. */
const reserved: ReadonlySet<Chord> = new Set(['mod+a', 'mod+b', 'mod+c', 'mod+f', 'mod+h', 'mod+i', 'mod+m', 'mod+n', 'mod+p', 'mod+q', 'mod+r', 'mod+t', 'mod+u', 'mod+v', 'mod+w', 'mod+x', 'mod+y', 'mod+z', 'mod+shift+h', 'mod+shift+i', 'mod+shift+j', 'mod+shift+k', 'mod+shift+n', 'mod+shift+q', 'mod+shift+t', 'mod+shift+w', 'mod+shift+z']);

/** Whether a pressed key may stand for a command whose usual keys are these. */
export function judge(pressed: Pressed, usual: readonly Chord[], mac: boolean): Judged {
  if (pressed.altKey) return { fault: 'alt' };
  if (/^F\d{1,2}$/.test(pressed.key)) return { fault: 'calls' };
  const chord = chordOf(pressed, mac);
  if (chord === null) return { fault: 'unnamed' };
  if (isFixed(chord)) return { fault: 'fixed' };
  if (usual.includes(chord)) return { chord };
  return reserved.has(chord) || /^mod\+(?:shift\+)?\d$/.test(chord) ? { fault: 'reserved' } : { chord };
}

/** Who has this key now, other than the command itself. */
export function takenBy(chord: Chord, command: KeyCommand, own: OwnKeys): Binding | null {
  return boundKeys(own).find((binding) => binding.command !== command && binding.chords.includes(chord)) ?? null;
}

/** The choice with one key more: whoever had it has none. */
export function withKey(own: OwnKeys, command: KeyCommand, chord: Chord): OwnKeys {
  const before = chord === '' ? null : takenBy(chord, command, own);
  return { ...usualAgain(own, command), ...(before === null ? {} : { [before.command]: '' }), ...(usualOf(command).includes(chord) ? {} : { [command]: chord }) };
}

/** The choice without the person's own key of a command. */
export function usualAgain(own: OwnKeys, command: KeyCommand): OwnKeys {
  return Object.fromEntries(Object.entries(own).filter(([name]) => name !== command));
}

function usualOf(command: KeyCommand): readonly Chord[] {
  return keymap.find((binding) => binding.command === command)?.chords ?? [];
}

