import { limits } from '#contract/limits';
import { openSlots } from '#domain/knowledge/slots';
import { useRef } from 'react';
import { chordOf, isMac } from '../kit/chord';
import { undoLatest } from '../kit/undo';
import { useText } from '../text/TextProvider';
import classes from './Composer.module.css';
import { selectSlot } from './select-slot';
import type { Writing } from './use-writing';

type Props = { readonly field: Writing['field']; readonly writing: Omit<Writing, 'field' | 'choice'>; readonly onMacros: () => void; readonly onMention: () => void; readonly onArticles: () => void };

/** Where a text is written that has no form of its own. */
export function ComposerField({ field, writing, onMacros, onMention, onArticles }: Props) {
  const { say } = useText();
  const marks = useRef<HTMLDivElement>(null);
  const { written, taking, files } = writing;
  const open = openSlots(written.text);
  return (
    <div className={classes['fieldBox']}>
      {open.length > 0 && <SlotMarks box={marks} text={written.text} />}
      <textarea
        ref={field}
        name="composer"
        className={classes['field']}
        aria-label={say('composer.label')}
        aria-describedby={open.length > 0 ? 'composer-open' : undefined}
        placeholder={say(`composer.placeholder.${written.mode}`)}
        value={written.text}
        rows={3}
        spellCheck
        onChange={(event) => writing.type(event.currentTarget.value)}
        onBlur={() => writing.keep()}
        onScroll={(event) => marks.current?.scrollTo(0, event.currentTarget.scrollTop)}
        onPaste={(event) => paste(event, { take: taking, tooLong: writing.tooLong })}
        onKeyDown={(event) => hear(event, { send: writing.send, attach: taking && files.choose, macros: onMacros, mention: written.mode === 'note' ? onMention : null, articles: onArticles })}
      />
    </div>
  );
}

/** The same text below the field, of which only the open places are seen. */
function SlotMarks({ box, text }: { readonly box: React.Ref<HTMLDivElement>; readonly text: string }) {
  const places = openSlots(text);
  return (
    <div ref={box} className={`${classes['field']} ${classes['marks']}`} aria-hidden>
      {places.map(({ from, to }, at) => (
        <span key={from}>
          {text.slice(places[at - 1]?.to ?? 0, from)}
          <mark>{text.slice(from, to)}</mark>
        </span>
      ))}
      {text.slice(places.at(-1)?.to ?? 0)}
      {'\n'}
    </div>
  );
}

type Pasting = { readonly take: Writing['taking']; readonly tooLong: (isAttached: boolean) => void };

/**
 * A picture from the clipboard is a file; text with a picture of itself, as an office program copies it, stays text. A text for
 * which no message has room becomes a file, or stays where it was copied: laid out letter by letter it would hold the window up.
 */
function paste(event: React.ClipboardEvent<HTMLTextAreaElement>, { take, tooLong }: Pasting): void {
  const { files, types } = event.clipboardData;
  if (types.includes('text/plain')) {
    const text = event.clipboardData.getData('text/plain');
    if (text.length + event.currentTarget.value.length <= limits.messageText) return;
    event.preventDefault();
    take?.([new File([text], 'text.txt', { type: 'text/plain' })]);
    return tooLong(take !== null);
  }
  if (take === null || files.length === 0) return;
  event.preventDefault();
  take(files);
}

type Ways = { readonly send: Writing['send']; readonly attach: (() => void) | null; readonly macros: () => void; readonly mention: (() => void) | null; readonly articles: () => void };

/** The composer's own keys; every other one is text. */
function hear(event: React.KeyboardEvent<HTMLTextAreaElement>, { send, attach, macros, mention, articles }: Ways): void {
  if (event.nativeEvent.isComposing) return;
  const { currentTarget: field, key } = event;
  const chord = chordOf(event.nativeEvent, isMac());
  const taken = (work: () => void): void => {
    event.preventDefault();
    work();
  };
  if (chord === 'escape') return leave(field);
  if (key === 'Tab' && !event.shiftKey && selectSlot(field, field.selectionEnd)) return event.preventDefault();
  // Where nothing is written, there is no letter to take back.
  if (chord === 'mod+z' && field.value === '' && undoLatest()) return event.preventDefault();
  // In the Russian layout these keys say "." and ",", with which no text begins.
  if (chord === '?' && field.value === '') return taken(articles);
  if (chord === '/' && (field.value === '' || (key === '/' && isLineStart(field)))) return taken(macros);
  if (key === '@' && mention !== null && isWordStart(field)) return taken(mention);
  // The Russian layout has no "@" on its keys.
  if (chord === 'mod+m') return taken(mention ?? macros);
  if (chord === 'mod+u') return taken(() => attach?.());
  if (chord === 'mod+enter') return taken(() => send(null));
  if (chord === 'mod+shift+enter') return taken(() => send('resolve'));
  if (chord === 'mod+shift+h') return taken(() => send('tomorrow'));
}

function isWordStart({ value, selectionStart }: HTMLTextAreaElement): boolean {
  return selectionStart === 0 || /\s/u.test(value[selectionStart - 1] ?? '');
}

function isLineStart({ value, selectionStart }: HTMLTextAreaElement): boolean {
  return selectionStart === 0 || value[selectionStart - 1] === '\n';
}

/** Escape gives the focus back to the list, so that the letters are keys again. */
function leave(field: HTMLTextAreaElement): void {
  field.blur();
  document.querySelector<HTMLElement>('[data-list]')?.focus();
}
