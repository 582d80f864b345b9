import { openSlots } from '#domain/knowledge/slots';
import type { Command } from 'prosemirror-state';
import { useImperativeHandle, useLayoutEffect, useState } from 'react';
import { useSteady } from '../kit/steady';
import classes from './Composer.module.css';
import type { FieldProps } from './ComposerField';
import { plainSlice } from './rich-document';
import { isAtWordStart, linkCommand, slotCommand, toolCommand, type RichTool } from './rich-editor';
import { RichTools } from './RichTools';
import rich from './RichField.module.css';
import { useRichEditor } from './use-rich-editor';

export type RichFieldProps = FieldProps & { readonly name: 'rich' | 'newMail'; readonly label: string; readonly placeholder: string | null };

/** Where a mail is written: what is bold is seen bold, and the text that is kept has its marks. */
export function RichField({ field, writing, hear, name, label, placeholder: hint }: RichFieldProps) {
  const [linking, setLinking] = useState(false);
  const { place, view, on } = useRichEditor({ writing, hear, onLink: () => setLinking(true) });
  const { text } = writing.written;
  const run = (command: Command): boolean => view.current !== null && command(view.current.state, view.current.dispatch, view.current);
  const back = (command: Command | null): void => {
    if (command !== null) run(command);
    view.current?.focus();
  };

  const placeholder = text === '' ? hint : null;
  const hasOpen = openSlots(text).length > 0;
  useLayoutEffect(() => {
    const attributes = { class: `${classes['field']} ${rich['text']}`, role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, 'data-composer': name, spellcheck: 'true', ...(name === 'newMail' ? { 'data-autofocus': 'true' } : {}), ...(hasOpen ? { 'aria-describedby': 'composer-open' } : {}), ...(placeholder === null ? {} : { 'data-placeholder': placeholder }) };
    view.current?.setProps({ attributes });
  }, [view, name, label, placeholder, hasOpen]);

  useImperativeHandle(field, () => ({
    focus: () => view.current?.focus(),
    insert: (words) => back(putting(words)),
    typeIn: (words) => back((state, dispatch) => putting(isAtWordStart(state) ? words : `\n${words}`)(state, dispatch)),
    nextSlot: (fromStart) => run(slotCommand(fromStart ? 0 : (view.current?.state.selection.to ?? 0))),
  }));
  const link = useSteady((href: string | null): void => {
    setLinking(false);
    back(href === null ? null : linkCommand(href));
  });
  const use = useSteady((tool: RichTool) => back(toolCommand(tool)));
  return (
    <>
      <RichTools on={on} linking={linking} onTool={use} onLinking={setLinking} onLink={link} />
      <div ref={place} className={rich['box']} />
    </>
  );
}

function putting(words: string): Command {
  return (state, dispatch) => {
    dispatch?.(state.tr.replaceSelection(plainSlice(words)).scrollIntoView());
    return true;
  };
}
