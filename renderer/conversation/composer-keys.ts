import { chordOf, isMac, type Chord } from '../kit/chord';
import type { WritingCommand } from '../kit/own-keys';
import { undoLatest } from '../kit/undo';
import type { Writing } from './use-writing';

export type Ways = { readonly send: Writing['send']; readonly attach: (() => void) | null; readonly macros: () => void; readonly mention: (() => void) | null; readonly articles: () => void };

/** Where the cursor stands in what is written. */
export type Cursor = { readonly isEmpty: boolean; readonly isLineStart: boolean; readonly isWordStart: boolean; readonly nextSlot: () => boolean; readonly blur: () => void };

/** A press, what the person's keys make of it, and where. */
export type Heard = { readonly event: KeyboardEvent; readonly command: WritingCommand | null; readonly cursor: Cursor };

/** A work that answers false leaves the key to the text. */
type Work = () => unknown;

/** The composer's own keys; every other one is text. True: it was one of them. */
export function heardByComposer(heard: Heard, ways: Ways): boolean {
  return isDone(heard, workOf(heard, ways));
}

type MailWays = Pick<Ways, 'macros' | 'articles'> & { readonly attach: () => void; readonly send: () => void };

/** The keys of a mail's text in a dialog, which has its own Escape. */
export function heardByMail(heard: Heard, ways: MailWays): boolean {
  const { attach, macros, send } = ways;
  const works: Works = { attach, macroOrMention: macros, send };
  return isDone(heard, textWorkOf(heard, ways) ?? workAt(works, heard.command));
}

function isDone({ event }: Heard, work: Work | null): boolean {
  if (event.isComposing || work === null || work() === false) return false;
  event.preventDefault();
  return true;
}

function workOf(heard: Heard, ways: Ways): Work | null {
  const { event, command, cursor } = heard;
  const { send, attach, macros, mention } = ways;
  if (chordOf(event, isMac()) === 'escape') return () => leave(cursor);
  if (event.key === '@' && mention !== null && cursor.isWordStart) return mention;
  const works: Works = {
    // Where nothing is written, there is no letter to take back.
    takeBack: cursor.isEmpty ? undoLatest : null,
    // The Russian layout has no "@" on its keys.
    macroOrMention: mention ?? macros,
    attach: () => attach?.(),
    send: () => send(null),
    sendResolve: () => send('resolve'),
    sendSnooze: () => send('tomorrow'),
  };
  return textWorkOf(heard, ways) ?? workAt(works, command);
}

type Works = { readonly [Command in WritingCommand]?: Work | null };

function workAt(works: Works, command: WritingCommand | null): Work | null {
  return command === null ? null : (works[command] ?? null);
}

/** The keys that are text elsewhere in it. */
function textWorkOf({ event, cursor }: Heard, ways: Pick<Ways, 'macros' | 'articles'>): Work | null {
  if (event.key === 'Tab' && !event.shiftKey) return cursor.nextSlot;
  return storedWords({ chord: chordOf(event, isMac()), key: event.key }, cursor, ways);
}

/** In the Russian layout these keys say "." and ",", with which no text begins. */
function storedWords({ chord, key }: { readonly chord: Chord | null; readonly key: string }, { isEmpty, isLineStart }: Cursor, { macros, articles }: Pick<Ways, 'macros' | 'articles'>): Work | null {
  if (chord === '?' && isEmpty) return articles;
  return chord === '/' && (isEmpty || (key === '/' && isLineStart)) ? macros : null;
}

/** Escape gives the focus back to the list, so that the letters are keys again. */
function leave({ blur }: Cursor): void {
  blur();
  document.querySelector<HTMLElement>('[data-list]')?.focus();
}
