import { chordOf, isMac } from '../kit/chord';
import { undoLatest } from '../kit/undo';
import type { Writing } from './use-writing';

export type Ways = { readonly send: Writing['send']; readonly attach: (() => void) | null; readonly macros: () => void; readonly mention: (() => void) | null; readonly articles: () => void };

/** Where the cursor stands in what is written. */
export type Cursor = { readonly isEmpty: boolean; readonly isLineStart: boolean; readonly isWordStart: boolean; readonly nextSlot: () => boolean; readonly blur: () => void };

/** The composer's own keys; every other one is text. True: it was one of them. */
export function heardByComposer(event: KeyboardEvent, cursor: Cursor, ways: Ways): boolean {
  if (event.isComposing) return false;
  const work = workOf(event, cursor, ways);
  if (work === null || work() === false) return false;
  event.preventDefault();
  return true;
}

type MailWays = Pick<Ways, 'macros' | 'articles'> & { readonly attach: () => void };

/** The keys of a mail's text in a dialog, which has its own Escape and its own way to send. */
export function heardByMail(event: KeyboardEvent, cursor: Cursor, ways: MailWays): boolean {
  if (event.isComposing) return false;
  const work = workOfMail(event, cursor, ways);
  if (work === null || work() === false) return false;
  event.preventDefault();
  return true;
}

function workOfMail(event: KeyboardEvent, cursor: Cursor, { attach, ...ways }: MailWays): (() => unknown) | null {
  if (event.key === 'Tab' && !event.shiftKey) return cursor.nextSlot;
  const chord = chordOf(event, isMac());
  return chord === 'mod+u' ? attach : storedWords({ chord, key: event.key }, cursor, ways);
}

/** In the Russian layout these keys say "." and ",", with which no text begins. */
function storedWords({ chord, key }: { readonly chord: string | null; readonly key: string }, { isEmpty, isLineStart }: Cursor, { macros, articles }: Pick<Ways, 'macros' | 'articles'>): (() => unknown) | null {
  if (chord === '?' && isEmpty) return articles;
  return chord === '/' && (isEmpty || (key === '/' && isLineStart)) ? macros : null;
}

/** A work that answers false leaves the key to the text. */
function workOf(event: KeyboardEvent, cursor: Cursor, { send, attach, macros, mention, articles }: Ways): (() => unknown) | null {
  const { key } = event;
  const chord = chordOf(event, isMac());
  if (chord === 'escape') return () => leave(cursor);
  if (key === 'Tab' && !event.shiftKey) return cursor.nextSlot;
  // Where nothing is written, there is no letter to take back.
  if (chord === 'mod+z' && cursor.isEmpty) return undoLatest;
  const stored = storedWords({ chord, key }, cursor, { macros, articles });
  if (stored !== null) return stored;
  if (key === '@' && mention !== null && cursor.isWordStart) return mention;
  // The Russian layout has no "@" on its keys.
  if (chord === 'mod+m') return mention ?? macros;
  if (chord === 'mod+u') return () => attach?.();
  if (chord === 'mod+enter') return () => send(null);
  if (chord === 'mod+shift+enter') return () => send('resolve');
  if (chord === 'mod+shift+h') return () => send('tomorrow');
  return null;
}

/** Escape gives the focus back to the list, so that the letters are keys again. */
function leave({ blur }: Cursor): void {
  blur();
  document.querySelector<HTMLElement>('[data-list]')?.focus();
}
