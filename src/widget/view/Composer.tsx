import { chatLimits } from '#contract/chat-limits';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chat, ChatState } from '../chat';
import type { Text } from '../text/text';
import { Icon } from './Icon';

type ComposerProps = { readonly chat: Chat; readonly state: ChatState; readonly text: Text };

export function Composer({ chat, state, text }: ComposerProps) {
  const [draft, setDraft] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => fitToText(field.current), [draft]);
  const over = draft.trim().length - chatLimits.text;
  const isSendable = draft.trim() !== '' && over <= 0;
  const send = () => {
    if (!isSendable) return;
    chat.say(draft.trim());
    setDraft('');
    field.current?.focus();
  };
  const sendOnEnter = (event: KeyboardEvent) => {
    // While an input method is composing, Enter picks a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  const { talk } = state;
  const isFirst = talk.lines.length === 0 && talk.pending.length === 0;
  return (
    <form class="composer" onSubmit={(event) => (event.preventDefault(), send())}>
      {isFirst && (
        <input class="name" type="text" autocomplete="given-name" maxLength={chatLimits.name} value={state.name ?? ''} placeholder={text.name} aria-label={text.name} onInput={(event) => chat.nameMe(event.currentTarget.value)} />
      )}
      {over > 0 && (
        <p class="over" role="alert">
          {text.tooLong(over)}
        </p>
      )}
      <div class="row">
        <textarea ref={field} class="field" rows={1} value={draft} placeholder={text.write} aria-label={text.write} aria-invalid={over > 0} onKeyDown={sendOnEnter} onInput={(event) => (setDraft(event.currentTarget.value), chat.type())} />
        <button type="submit" class="send" aria-label={text.send} disabled={!isSendable}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

/** As tall as its text; the style holds the limit. */
function fitToText(field: HTMLTextAreaElement | null): void {
  if (field === null) return;
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}
