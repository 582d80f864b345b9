import type { Away } from '#contract/chat';
import type { Chat } from '../chat';
import type { ChatState, Transcript } from '../chat-state';
import { h } from '../draw';
import type { Text } from '../text/text';
import type { Composer } from './Composer';
import type { EndOfList } from './EndOfList';
import { Icon } from './Icon';
import { Lines } from './Lines';
import { Ended, RatingForm } from './RatingForm';

type PanelProps = { readonly chat: Chat; readonly state: ChatState; readonly text: Text; readonly language: 'ru' | 'en'; readonly list: EndOfList; readonly composer: Composer; readonly onClose: () => void };

export function Panel({ chat, state, text, language, list, composer, onClose }: PanelProps) {
  const { road } = state;
  return (
    <section class="panel" role="dialog" aria-label={text.title} onKeyDown={(event) => (event.key === 'Escape' ? onClose() : keepInside(event))}>
      <header class="head">
        <div>
          <h2 class="title">{text.title}</h2>
          {state.away === null && <p class="online">{text.online}</p>}
        </div>
        <button type="button" class="plain" aria-label={text.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div role="status">
        {(road === 'offline' || road === 'closed') && <p class="notice">{road === 'closed' ? text.closed : text.offline}</p>}
        {road === 'online' && state.away !== null && <p key="away" class="notice">{absence(state.away, text, language)}</p>}
      </div>
      <Lines list={list} state={state} text={text} language={language} onEarlier={() => chat.showEarlier()} saving={{ states: state.files, isOnline: road === 'online', save: (message, file) => chat.saveFile(message, file) }} />
      {state.transcript !== null && state.talk.lines.some(({ from }) => from === 'agent') && <CopyByMail transcript={state.transcript} text={text} onAsk={() => chat.askTranscript()} />}
      <div role="status">{state.rating !== null && <Ended chat={chat} rating={state.rating} text={text} />}</div>
      {state.rating !== null && state.rating.state !== 'given' && <RatingForm chat={chat} rating={state.rating} text={text} />}
      {road !== 'closed' && composer.draw({ chat, state, text })}
    </section>
  );
}

type CopyProps = { readonly transcript: Transcript; readonly text: Text; readonly onAsk: () => void };

function CopyByMail({ transcript, text, onAsk }: CopyProps) {
  return (
    <div class="copy" role="status">
      {transcript.state === 'mailed' ? (
        text.mailed(transcript.to)
      ) : (
        <button type="button" class="earlier" disabled={transcript.state === 'asked'} onClick={onAsk}>
          {text.transcript}
        </button>
      )}
    </div>
  );
}

function absence({ until }: Away, text: Text, language: 'ru' | 'en'): string {
  const shown = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });
  return until === null ? text.awayLong : text.away(shown.format(until));
}

/** Where the chat covers the page, the focus does not leave it for what nobody sees. */
function keepInside(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  if (event.key !== 'Tab' || event.currentTarget.clientWidth < document.documentElement.clientWidth) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('button:enabled, a, input, textarea, [tabindex]')];
  const [edge, other] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (!edge?.matches(':focus')) return;
  event.preventDefault();
  other?.focus();
}
