import { openSlots } from '#domain/knowledge/slots';
import { useImperativeHandle, useRef } from 'react';
import { useWritingKeys } from '../kit/own-keys';
import { useText } from '../text/TextProvider';
import classes from './Composer.module.css';
import { heardByComposer, type Cursor, type Ways } from './composer-keys';
import { pastedAway } from './pasted';
import { RichFieldSoon } from './RichFieldSoon';
import { typeIn } from './type-in';
import type { Writing } from './use-writing';

export type FieldProps = { readonly field: Writing['field']; readonly writing: Pick<Writing, 'written' | 'type' | 'keep' | 'taking' | 'tooLong'>; /** Whether a key was none of the text's. */ readonly hear: (event: KeyboardEvent, cursor: Cursor) => boolean };
type Props = Pick<FieldProps, 'field'> & { readonly writing: Omit<Writing, 'field' | 'choice'>; readonly onMacros: () => void; readonly onMention: () => void; readonly onArticles: () => void };

/** Where an answer or a note is written: a mail with its form, anything else as plain text. */
export function ComposerField({ field, writing, onMacros, onMention, onArticles }: Props) {
  const { say } = useText();
  const { written, taking, files, send, isRich } = writing;
  const commandOf = useWritingKeys();
  const ways: Ways = { send, attach: taking && files.choose, macros: onMacros, mention: written.mode === 'note' ? onMention : null, articles: onArticles };
  const hear = (event: KeyboardEvent, cursor: Cursor): boolean => heardByComposer({ event, command: commandOf(event), cursor }, ways);
  return isRich ? <RichFieldSoon field={field} writing={writing} hear={hear} name="rich" label={say('composer.label')} placeholder={say('composer.placeholder.reply')} /> : <PlainField field={field} writing={writing} hear={hear} />;
}

function PlainField({ field, writing, hear }: FieldProps) {
  const { say } = useText();
  const box = useRef<HTMLTextAreaElement>(null);
  const marks = useRef<HTMLDivElement>(null);
  const { written, taking } = writing;
  const open = openSlots(written.text);
  useImperativeHandle(field, () => ({
    focus: () => box.current?.focus(),
    insert: (words) => box.current !== null && insertAt(box.current, { words, type: writing.type }),
    typeIn: (words) => typeIn(box.current, words),
    nextSlot: (fromStart) => box.current !== null && selectSlot(box.current, fromStart ? 0 : box.current.selectionEnd),
  }));
  return (
    <div className={classes['fieldBox']}>
      {open.length > 0 && <SlotMarks box={marks} text={written.text} />}
      <textarea
        ref={box}
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
        onPaste={(event) => {
          const { files, types } = event.clipboardData;
          const isAway = pastedAway({ files, types, text: event.clipboardData.getData('text/plain'), beside: event.currentTarget.value.length }, { take: taking, tooLong: writing.tooLong });
          if (isAway) event.preventDefault();
        }}
        onKeyDown={(event) => hear(event.nativeEvent, cursorOf(event.currentTarget))}
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

function cursorOf(box: HTMLTextAreaElement): Cursor {
  const { value, selectionStart: at } = box;
  return {
    isEmpty: value === '',
    isLineStart: at === 0 || value[at - 1] === '\n',
    isWordStart: at === 0 || /\s/u.test(value[at - 1] ?? ''),
    nextSlot: () => selectSlot(box, box.selectionEnd),
    blur: () => box.blur(),
  };
}

function selectSlot(box: HTMLTextAreaElement, from: number): boolean {
  const open = openSlots(box.value);
  const next = open.find((one) => one.from >= from) ?? open[0];
  if (next === undefined) return false;
  box.setSelectionRange(next.from, next.to);
  return true;
}

function insertAt(box: HTMLTextAreaElement, { words, type }: { readonly words: string; readonly type: (text: string) => void }): void {
  const { value, selectionStart: from, selectionEnd: to } = box;
  type(`${value.slice(0, from)}${words}${value.slice(to)}`);
  requestAnimationFrame(() => {
    box.focus();
    box.setSelectionRange(from + words.length, from + words.length);
  });
}
