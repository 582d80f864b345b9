import type { Command } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { chordOf, isMac, type Chord } from '../kit/chord';
import { useWritingKeys, type WritingCommand } from '../kit/own-keys';
import type { FieldProps } from './ComposerField';
import type { Cursor } from './composer-keys';
import { pastedAway } from './pasted';
import { pastedSlice, plainSlice, textOf } from './rich-document';
import { beginRich, isAtLineStart, isAtWordStart, isBlank, redoCommand, slotCommand, richTools, toolCommand, toolsOn, undoCommand, type RichTool } from './rich-editor';

/** HTML that somebody copied, in UTF-16 units; of more only the words are taken. */
const longestPasted = 200_000;

/** The editor takes these wherever nobody writes by them: then they are the desk's, which hears only what nobody took. */
const editorsOwn: ReadonlySet<Chord> = new Set(['mod+b', 'mod+i', 'mod+enter', 'mod+shift+enter']);

type Hearing = { readonly isNobodys: (event: KeyboardEvent) => boolean; readonly changed: (view: EditorView, isText: boolean) => void; readonly hear: (view: EditorView, event: KeyboardEvent) => boolean; readonly paste: (view: EditorView, data: DataTransfer) => void; readonly leave: () => void };
type Parts = Omit<FieldProps, 'field'> & { readonly onLink: () => void };

type RichEditor = { readonly place: React.RefObject<HTMLDivElement | null>; readonly view: React.RefObject<EditorView | null>; readonly on: readonly RichTool[] };

/** The editor in its place, and what it holds kept the same as what is written, from either side. */
export function useRichEditor({ writing, hear: heard, onLink }: Parts): RichEditor {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  // What was said from here and has not come back drawn yet, oldest first.
  const said = useRef([writing.written.text]);
  const commandOf = useWritingKeys();
  const [on, setOn] = useState<readonly RichTool[]>([]);

  const changed = useEffectEvent((editor: EditorView, isText: boolean) => {
    const text = isText ? textOf(editor.state.doc) : null;
    if (text !== null) said.current.push(text);
    if (text !== null) writing.type(text);
    const now = toolsOn(editor.state);
    setOn((before) => (before.join() === now.join() ? before : now));
  });
  const hear = useEffectEvent((editor: EditorView, event: KeyboardEvent) => heard(event, cursorOf(editor)) || heardByTools(event, editor, { command: commandOf(event), onLink }));
  const isNobodys = useEffectEvent((event: KeyboardEvent) => editorsOwn.has(chordOf(event, isMac()) ?? '') && commandOf(event) === null);
  const paste = useEffectEvent((editor: EditorView, data: DataTransfer) => pasteInto(editor, data, writing));
  const leave = useEffectEvent(() => writing.keep());

  // With the field itself: whoever reaches for it reaches the editor. One that is made again, as React does to try effects, keeps the cursor.
  const wasFocused = useRef(false);
  useLayoutEffect(() => {
    const editor = editorIn(place.current, said.current.at(-1) ?? '', { isNobodys, changed, hear, paste, leave });
    view.current = editor;
    if (wasFocused.current) editor.focus();
    return () => {
      wasFocused.current = editor.hasFocus();
      view.current = null;
      editor.destroy();
    };
  }, []);

  // A text that came back, or left: what stands there is another one.
  useEffect(() => {
    const { text } = writing.written;
    const drawn = said.current.indexOf(text);
    said.current = drawn < 0 ? [text] : said.current.slice(drawn);
    if (drawn < 0) view.current?.updateState(beginRich(text));
  }, [writing.written]);
  return { place, view, on };
}

function editorIn(place: HTMLElement | null, text: string, { isNobodys, changed, hear, paste, leave }: Hearing): EditorView {
  let isAside = false;
  const editor: EditorView = new EditorView(place, {
    state: beginRich(text),
    dispatchTransaction(tr) {
      editor.updateState(editor.state.apply(tr));
      changed(editor, tr.docChanged);
    },
    handleKeyDown: hear,
    handleDOMEvents: {
      keydown: (_editor, event) => {
        isAside = isNobodys(event);
        return isAside;
      },
      keyup: () => {
        isAside = false;
      },
      // Nor does the browser make of it what it would.
      beforeinput: (_editor, event) => {
        if (isAside) event.preventDefault();
        return isAside;
      },
      blur: () => leave(),
      // What comes from outside is read here: the editor's own way of reading HTML is shut by the page's policy.
      paste: (_editor, event) => {
        event.preventDefault();
        if (event.clipboardData !== null) paste(editor, event.clipboardData);
        return true;
      },
      // Files are the whole composer's.
      drop: (_editor, event) => {
        if (event.dataTransfer?.types.includes('Files') === true) return true;
        event.preventDefault();
        if (event.dataTransfer !== null) paste(editor, event.dataTransfer);
        return true;
      },
    },
  });
  return editor;
}

function heardByTools(event: KeyboardEvent, editor: EditorView, { command, onLink }: { readonly command: WritingCommand | null; readonly onLink: () => void }): boolean {
  if (event.isComposing) return false;
  const work = command === 'link' ? onLink : toolAt(command, event);
  if (work === undefined) return false;
  event.preventDefault();
  work(editor.state, editor.dispatch, editor);
  return true;
}

function toolAt(command: WritingCommand | null, event: KeyboardEvent): Command | undefined {
  const tool = richTools.find((one) => one === command);
  return tool === undefined ? pastKeys[chordOf(event, isMac()) ?? ''] : toolCommand(tool);
}

/** As in every text of the system. */
const pastKeys: Readonly<Record<string, Command>> = { 'mod+z': undoCommand, 'mod+shift+z': redoCommand, 'mod+y': redoCommand };

function pasteInto(editor: EditorView, data: DataTransfer, { taking, tooLong, written }: FieldProps['writing']): void {
  const text = data.getData('text/plain');
  if (pastedAway({ files: data.files, types: data.types, text, beside: written.text.length }, { take: taking, tooLong })) return;
  const html = data.getData('text/html');
  const slice = html === '' || html.length > longestPasted ? plainSlice(text) : pastedSlice(html);
  editor.dispatch(editor.state.tr.replaceSelection(slice).scrollIntoView());
}

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
