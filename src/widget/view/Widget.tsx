import type { Chat } from '../chat';
import { Fragment, drawingIn, h, type Drawn } from '../draw';
import type { Text } from '../text/text';
import { Composer } from './Composer';
import { EndOfList } from './EndOfList';
import { Icon } from './Icon';
import { Panel } from './Panel';

export type WidgetProps = { readonly chat: Chat; readonly text: Text; readonly language: 'ru' | 'en'; readonly label: string };

/** Draws the widget now and whenever its chat changes. */
export function showWidget(place: Element, { chat, text, language, label: words }: WidgetProps): void {
  const show = drawingIn(place);
  const redraw = (): void => {
    show(drawing());
    if (chat.state.get().isOpen) list.drawn();
  };
  const composer = new Composer(redraw);
  const list = new EndOfList(redraw);
  let launcher: HTMLButtonElement | null = null;
  const close = (): void => {
    chat.close();
    launcher?.focus();
  };
  const drawing = (): Drawn => {
    const state = chat.state.get();
    const { isOpen, news } = state;
    const label = news > 0 ? text.openUnread(news) : text.open;
    return (
      <Fragment>
        {isOpen && <Panel {...{ chat, state, text, language, list, composer, onClose: close }} />}
        <button onMount={(button) => (launcher = button)} type="button" class="launcher" aria-expanded={isOpen} aria-label={isOpen ? text.close : [words, label].filter(Boolean).join('. ')} onClick={() => (isOpen ? close() : chat.open())}>
          <Icon name={isOpen ? 'close' : 'chat'} />
          {!isOpen && words !== '' && <span>{words}</span>}
          {!isOpen && news > 0 && <span class="badge">{news > 99 ? '99+' : news}</span>}
        </button>
        <span class="spoken" role="status">
          {!isOpen && news > 0 ? label : ''}
        </span>
      </Fragment>
    );
  };
  chat.state.watch(redraw);
  redraw();
}
