import { useMemo } from 'react';
import { chordOf, type Chord, type Pressed } from '../kit/chord';
import { useLive } from '../kit/live';
import { useMe } from '../kit/me';
import type { KeysInForce } from '../kit/own-keys';
import { keymap, keysFor, writingKeys, type Binding, type KeyCommand } from './keymap';

/** By command, what a person chose instead of the usual key; '' for no key. */
export type OwnKeys = Readonly<Record<string, Chord>>;

/** Arrows, Enter and Esc stay what they are: whoever lost every other key still finds their way. Enter with Ctrl or ⌘ is a key like others. */
export function isFixed(chord: Chord): boolean {
  return /(?:^|\+)(?:enter|escape|up|down)$/.test(chord) && !/^mod\+(?:shift\+)?enter$/.test(chord);
}

export function isMovable({ chords }: Binding): boolean {
  return chords.some((chord) => !isFixed(chord));
}

/** A letter alone is text where somebody writes. */
function isLetterInText(chord: Chord, group: Binding['group']): boolean {
  return group === 'composer' && !chord.startsWith('mod+');
}

function chosenOf(own: OwnKeys, binding: Binding): Chord | undefined {
  const mine = own[binding.command];
  return mine === undefined || !isMovable(binding) || (mine !== '' && isLetterInText(mine, binding.group)) ? undefined : mine;
}

/** A person's own key counts before a usual one, also where a later version gave the same to another command. */
export function boundKeys<Command extends KeyCommand>(own: OwnKeys, bindings: readonly Binding<Command>[]): readonly Binding<Command>[] {
  const taken = new Set(keymap.map((binding) => chosenOf(own, binding)));
  return bindings.map((binding) => {
    const mine = chosenOf(own, binding);
    if (mine === undefined) return { ...binding, chords: binding.chords.filter((chord) => isFixed(chord) || !taken.has(chord)) };
    return { ...binding, chords: [...(mine === '' ? [] : [mine]), ...binding.chords.filter(isFixed)] };
  });
}

/** The keys of a list that do something for this person, as they press them. */
export function useBoundKeys<Command extends KeyCommand>(bindings: readonly Binding<Command>[]): readonly Binding<Command>[] {
  const own = useOwnKeys();
  const me = useMe();
  return useMemo(() => boundKeys(own, keysFor(me, bindings)), [own, me, bindings]);
}

const none: OwnKeys = {};

export function useOwnKeys(): OwnKeys {
  return useLive('preferences', {})?.keys ?? none;
}

/** What the features hear of it: the hints that stand on their buttons, and the keys of their fields. */
export function keysInForce(own: OwnKeys): KeysInForce {
  const bound = boundKeys(own, keymap);
  const hints = keymap.flatMap(({ chords }, place) => {
    const now = bound[place]?.chords ?? [];
    return chords.filter((chord) => !now.includes(chord)).map((chord) => [chord, now[0] ?? null] as const);
  });
  const writing = boundKeys(own, writingKeys).flatMap(({ command, chords }) => chords.map((chord) => [chord, command] as const));
  return { hints: new Map(hints), writing: new Map(writing) };
}

/** Why a key cannot be chosen. */
export type KeyFault = 'alt' | 'calls' | 'fixed' | 'letter' | 'reserved' | 'unnamed';
export type Judged = { readonly chord: Chord } | { readonly fault: KeyFault };

/** The system, the browser's windows and its text fields know these as something else. */
const reserved: ReadonlySet<Chord> = new Set(['mod+a', 'mod+c', 'mod+f', 'mod+h', 'mod+m', 'mod+n', 'mod+p', 'mod+q', 'mod+r', 'mod+t', 'mod+v', 'mod+w', 'mod+x', 'mod+y', 'mod+z', 'mod+0', 'mod+shift+i', 'mod+shift+j', 'mod+shift+n', 'mod+shift+q', 'mod+shift+t', 'mod+shift+w', 'mod+shift+z']);

/** Whether a pressed key may stand for a command, which is given with its usual keys. */
export function judge(pressed: Pressed, { chords: usual, group }: Pick<Binding, 'chords' | 'group'>, mac: boolean): Judged {
  if (pressed.altKey) return { fault: 'alt' };
  if (/^F\d{1,2}$/.test(pressed.key)) return { fault: 'calls' };
  const chord = chordOf(pressed, mac);
  if (chord === null) return { fault: 'unnamed' };
  if (isFixed(chord)) return { fault: 'fixed' };
  if (usual.includes(chord)) return { chord };
  if (isLetterInText(chord, group)) return { fault: 'letter' };
  return reserved.has(chord) ? { fault: 'reserved' } : { chord };
}

/** Who has this key now, other than the command itself. */
export function takenBy(chord: Chord, command: KeyCommand, own: OwnKeys): Binding | null {
  return boundKeys(own, keymap).find((binding) => binding.command !== command && binding.chords.includes(chord)) ?? null;
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
