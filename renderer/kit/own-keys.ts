import { createContext, use, useCallback } from 'react';
import { chordOf, isMac, spokenChord, writtenChord, type Chord } from './chord';

/** What is done by keys where somebody writes: an answer, a note, a remark, a mail. */
export type WritingCommand = 'send' | 'sendResolve' | 'sendSnooze' | 'takeBack' | 'attach' | 'macroOrMention' | 'bold' | 'italic' | 'points' | 'numbers' | 'quote' | 'link';

/** The keys as the person has set them. */
export type KeysInForce = {
  /** What is pressed instead of a usual key; null: nothing. A hint names the usual one. */
  readonly hints: ReadonlyMap<Chord, Chord | null>;
  readonly writing: ReadonlyMap<Chord, WritingCommand>;
};

export const OwnKeysContext = createContext<KeysInForce>({ hints: new Map(), writing: new Map() });

/** The key that is pressed now where a usual one is named. */
export function useKeyInForce(usual: Chord): Chord | null {
  const own = use(OwnKeysContext).hints.get(usual);
  return own === undefined ? usual : own;
}

/** What a press asks for where somebody writes. */
export function useWritingKeys(): (event: KeyboardEvent) => WritingCommand | null {
  const { writing } = use(OwnKeysContext);
  return useCallback((event: KeyboardEvent) => (event.isComposing ? null : (writing.get(chordOf(event, isMac()) ?? '') ?? null)), [writing]);
}

type Named = { readonly 'aria-label': string; readonly title: string; readonly 'aria-keyshortcuts'?: string };

/** A button without words, named to who points at it and to who listens, with its key. */
export function useNamed(name: string, usual: Chord): Named {
  const chord = useKeyInForce(usual);
  if (chord === null) return { 'aria-label': name, title: name };
  return { 'aria-label': name, title: `${name} (${writtenChord(chord, isMac())})`, 'aria-keyshortcuts': spokenChord(chord, isMac()) };
}
