import { chordOf, isMac } from '../kit/chord';
import { undoLatest } from '../kit/undo';
import { useText } from '../text/TextProvider';
import classes from './Composer.module.css';
import type { Written } from './draft-keeper';

type Props = {
  readonly field: React.Ref<HTMLTextAreaElement>;
  readonly written: Written;
  readonly onType: (text: string) => void;
  readonly onLeave: () => void;
  readonly onSend: (resolve: boolean) => void;
  /** Null where files have no place. */
  readonly onFiles: ((files: Iterable<File>) => void) | null;
  readonly onAttach: (() => void) | null;
};

/** Where a text is written that has no form of its own. */
export function ComposerField({ field, written, onType, onLeave, onSend, onFiles, onAttach }: Props) {
  const { say } = useText();
  return (
    <textarea
      ref={field}
      name="composer"
      className={classes['field']}
      aria-label={say('composer.label')}
      placeholder={say(`composer.placeholder.${written.mode}`)}
      value={written.text}
      rows={3}
      spellCheck
      onChange={(event) => onType(event.currentTarget.value)}
      onBlur={onLeave}
      onPaste={(event) => paste(event, onFiles)}
      onKeyDown={(event) => hear(event, { send: onSend, attach: onAttach })}
    />
  );
}

/** A picture from the clipboard is a file; text with a picture of itself, as an office program copies it, stays text. */
function paste(event: React.ClipboardEvent, take: Props['onFiles']): void {
  const { files, types } = event.clipboardData;
  if (take === null || files.length === 0 || types.includes('text/plain')) return;
  event.preventDefault();
  take(files);
}

/** The composer's own keys; every other one is text. */
function hear(event: React.KeyboardEvent<HTMLTextAreaElement>, { send, attach }: { readonly send: (resolve: boolean) => void; readonly attach: (() => void) | null }): void {
  if (event.nativeEvent.isComposing) return;
  const chord = chordOf(event.nativeEvent, isMac());
  if (chord === 'escape') return leave(event.currentTarget);
  // Where nothing is written, there is no letter to take back.
  if (chord === 'mod+z' && event.currentTarget.value === '' && undoLatest()) return event.preventDefault();
  if (chord !== 'mod+u' && chord !== 'mod+enter' && chord !== 'mod+shift+enter') return;
  event.preventDefault();
  if (chord === 'mod+u') attach?.();
  else send(chord === 'mod+shift+enter');
}

/** Escape gives the focus back to the list, so that the letters are keys again. */
function leave(field: HTMLTextAreaElement): void {
  field.blur();
  document.querySelector<HTMLElement>('[data-list]')?.focus();
}
