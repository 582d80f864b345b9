import { openSlots } from '#domain/knowledge/slots';
import { EditorView } from 'prosemirror-view';
import type { Command } from 'prosemirror-state';
import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react';
import { chordOf, isMac } from '../kit/chord';
import { useText } from '../text/TextProvider';
import classes from './Composer.module.css';
import type { FieldProps } from './ComposerField';
import { heardByComposer, type Cursor } from './composer-keys';
import { pastedAway } from './pasted';
import { pastedSlice, plainSlice, textOf } from './rich-document';
import { beginRich, isAtLineStart, isAtWordStart, isBlank, linkCommand, redoCommand, slotCommand, toolCommand, toolsOn, undoCommand, type RichTool } from './rich-editor';
import { RichTools } from './RichTools';
import rich from './RichField.module.css';

/** HTML that somebody copied, in UTF-16 units; of more only the words are taken. */
const longestPasted = 200_000;

/** Where a mail is written: what is bold is seen bold, and the text that is kept has its marks. */
export function RichField({ field, writing, ways }: FieldProps) {
  const { say } = useText();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  // What was said from here and has not come back drawn yet, oldest first.
  const said = useRef([writing.written.text]);
  const [on, setOn] = useState<readonly RichTool[]>([]);
  const [linking, setLinking] = useState(false);
  const run = (command: Command): boolean => view.current !== null && command(view.current.state, view.current.dispatch, view.current);
  const runAndFocus = (command: Command): void => {
    run(command);
    view.current?.focus();
  };

  const changed = useEffectEvent((editor: EditorView, isText: boolean) => {
    if (isText) {
      const text = textOf(editor.state.doc);
      said.current.push(text);
      writing.type(text);
    }
    const now = toolsOn(editor.state);
    setOn((before) => (before.join() === now.join() ? before : now));
  });
  const hear = useEffectEvent((editor: EditorView, event: KeyboardEvent) => {
    if (heardByComposer(event, cursorOf(editor), ways)) return true;
    const tool = chords[chordOf(event, isMac()) ?? ''] ?? null;
    if (tool === null || event.isComposing) return false;
    event.preventDefault();
    if (tool === 'link') setLinking(true);
    else run(tool);
    return true;
  });
  const paste = useEffectEvent((editor: EditorView, data: DataTransfer) => {
    const text = data.getData('text/plain');
    if (pastedAway({ files: data.files, types: data.types, text, beside: writing.written.text.length }, { take: writing.taking, tooLong: writing.tooLong })) return;
    const html = data.getData('text/html');
    const slice = html === '' || html.length > longestPasted ? plainSlice(text) : pastedSlice(html);
    editor.dispatch(editor.state.tr.replaceSelection(slice).scrollIntoView());
  });
  const leave = useEffectEvent(() => writing.keep());

  useEffect(() => {
    const editor = new EditorView(place.current, {
      state: beginRich(said.current.at(-1) ?? ''),
      dispatchTransaction(tr) {
        editor.updateState(editor.state.apply(tr));
        changed(editor, tr.docChanged);
      },
      handleKeyDown: hear,
      handleDOMEvents: {
        blur: () => leave(),
        // What comes from outside is read here: the editor's own way of reading HTML is shut by the page's policy.
        paste: (of, event) => (event.clipboardData !== null && paste(of, event.clipboardData), event.preventDefault(), true),
        drop: (_of, event) => event.dataTransfer?.types.includes('Files') !== true && (event.preventDefault(), true),
      },
    });
    view.current = editor;
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, []);

  // A text that came back, or left: what stands there is another one.
  useEffect(() => {
    const { text } = writing.written;
    const drawn = said.current.indexOf(text);
    said.current = drawn < 0 ? [text] : said.current.slice(drawn);
    if (view.current === null || drawn >= 0) return;
    view.current.updateState(beginRich(text));
  }, [writing.written]);

  const label = say('composer.label');
  const placeholder = say('composer.placeholder.reply');
  const isEmpty = writing.written.text === '';
  const hasOpen = openSlots(writing.written.text).length > 0;
  useEffect(() => {
    view.current?.setProps({ attributes: { class: `${classes['field']} ${rich['text']}`, role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, 'data-composer': 'rich', spellcheck: 'true', ...(hasOpen ? { 'aria-describedby': 'composer-open' } : {}), ...(isEmpty ? { 'data-placeholder': placeholder } : {}) } });
  }, [label, placeholder, isEmpty, hasOpen]);

  useImperativeHandle(field, () => ({
    focus: () => view.current?.focus(),
    insert: (words) => runAndFocus((state, dispatch) => (dispatch?.(state.tr.replaceSelection(plainSlice(words)).scrollIntoView()), true)),
    nextSlot: (fromStart) => view.current !== null && run(slotCommand(fromStart ? 0 : view.current.state.selection.to)),
  }));

  return (
    <>
      <RichTools on={on} linking={linking} onTool={(tool) => runAndFocus(toolCommand(tool))} onLinking={setLinking} onLink={(href) => (setLinking(false), runAndFocus(href === null ? () => true : linkCommand(href)))} />
      <div ref={place} className={rich['box']} />
    </>
  );
}

const chords: Readonly<Record<string, Command | 'link'>> = {
  'mod+b': toolCommand('bold'),
  'mod+i': toolCommand('italic'),
  'mod+shift+7': toolCommand('numbers'),
  'mod+shift+8': toolCommand('points'),
  'mod+shift+9': toolCommand('quote'),
  'mod+shift+k': 'link',
  'mod+z': undoCommand,
  'mod+shift+z': redoCommand,
  'mod+y': redoCommand,
};

function cursorOf(editor: EditorView): Cursor {
  const { state } = editor;
  return {
    isEmpty: isBlank(state),
    isLineStart: isAtLineStart(state),
    isWordStart: isAtWordStart(state),
    nextSlot: () => slotCommand(state.selection.to)(state, editor.dispatch),
    blur: () => editor.dom.blur(),
  };
}
