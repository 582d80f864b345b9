import { useRef } from 'preact/hooks';
import type { Chat } from '../chat';
import { useObservable } from '../observable';
import type { Text } from '../text/text';
import { Icon } from './Icon';
import { Panel } from './Panel';

export type WidgetProps = { readonly chat: Chat; readonly text: Text; readonly language: 'ru' | 'en' };

export function Widget({ chat, text, language }: WidgetProps) {
  const { isOpen, news } = useObservable(chat.state);
  const launcher = useRef<HTMLButtonElement>(null);
  const close = () => {
    chat.close();
    launcher.current?.focus();
  };
  const label = news > 0 ? text.openUnread(news) : text.open;
  return (
    <>
      {isOpen && <Panel chat={chat} text={text} language={language} onClose={close} />}
      <button ref={launcher} type="button" class="launcher" aria-expanded={isOpen} aria-label={isOpen ? text.close : label} onClick={() => (isOpen ? close() : chat.open())}>
        <Icon name={isOpen ? 'close' : 'chat'} />
        {!isOpen && news > 0 && <span class="badge">{news > 99 ? '99+' : news}</span>}
      </button>
      <span class="spoken" role="status">
        {!isOpen && news > 0 ? label : ''}
      </span>
    </>
  );
}
