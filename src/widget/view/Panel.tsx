import type { Chat, ChatState } from '../chat';
import type { Text } from '../text/text';
import { Composer } from './Composer';
import { Icon } from './Icon';
import { Lines } from './Lines';

type PanelProps = { readonly chat: Chat; readonly state: ChatState; readonly text: Text; readonly language: 'ru' | 'en'; readonly onClose: () => void };

export function Panel({ chat, state, text, language, onClose }: PanelProps) {
  const { road } = state;
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
  };
  return (
    <section class="panel" role="dialog" aria-label={text.title} onKeyDown={closeOnEscape}>
      <header class="head">
        <div>
          <h2 class="title">{text.title}</h2>
          <p class="promise">{text.promise}</p>
        </div>
        <button type="button" class="plain" aria-label={text.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div role="status">{(road === 'offline' || road === 'closed') && <p class="notice">{road === 'closed' ? text.closed : text.offline}</p>}</div>
      <Lines state={state} text={text} language={language} onEarlier={() => chat.showEarlier()} saving={{ states: state.files, isOnline: road === 'online', save: (message, file) => chat.saveFile(message, file) }} />
      {road !== 'closed' && <Composer chat={chat} state={state} text={text} />}
    </section>
  );
}
