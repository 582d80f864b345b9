import { chatLimits } from '#contract/chat-limits';
import type { Chat, ChatState } from '../chat';
import { h, type Drawn } from '../draw';
import type { Text } from '../text/text';
import { Icon } from './Icon';

type ComposerProps = { readonly chat: Chat; readonly state: ChatState; readonly text: Text };

/** What is being written; it outlives the closing of the chat. */
export class Composer {
  readonly #redraw: () => void;
  #draft = '';
  #field: HTMLTextAreaElement | null = null;

  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  draw({ chat, state, text }: ComposerProps): Drawn {
    const over = tooMany(this.#draft);
    const { talk } = state;
    const isFirst = !state.isKnown && talk.lines.length === 0 && talk.pending.length === 0;
    return (
      <form class="composer" onSubmit={(event) => (event.preventDefault(), this.#send(chat))}>
        {isFirst && (
          <input class="name" type="text" autocomplete="given-name" maxlength={chatLimits.name} value={state.name ?? ''} placeholder={text.name} aria-label={text.name} onInput={(event) => chat.nameMe(event.currentTarget.value)} />
        )}
        {over > 0 && (
          <p class="over" role="alert">
            {text.tooLong(over)}
          </p>
        )}
        <div class="row">
          <textarea onMount={(field) => this.#mounted(field, state.isOpenedHere)} class="field" rows={1} value={this.#draft} placeholder={text.write} aria-label={text.write} aria-invalid={over > 0} onKeyDown={(event) => this.#sendOnEnter(event, chat)} onInput={(event) => (this.#write(event.currentTarget.value), chat.type())} />
          <button type="submit" class="send" aria-label={text.send} disabled={!isSendable(this.#draft)}>
            <Icon name="send" />
          </button>
        </div>
      </form>
    );
  }

  #mounted(field: HTMLTextAreaElement, isAwaited: boolean): void {
    this.#field = field;
    if (isAwaited) field.focus();
    fitToText(field);
  }

  #write(draft: string): void {
    this.#draft = draft;
    this.#redraw();
    if (this.#field !== null) fitToText(this.#field);
  }

  #sendOnEnter(event: KeyboardEvent, chat: Chat): void {
    // While an input method is composing, Enter picks a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send(chat);
  }

  #send(chat: Chat): void {
    if (!isSendable(this.#draft)) return;
    chat.say(this.#draft.trim());
    this.#write('');
    this.#field?.focus();
  }
}

function tooMany(draft: string): number {
  return draft.trim().length - chatLimits.text;
}

function isSendable(draft: string): boolean {
  return draft.trim() !== '' && tooMany(draft) <= 0;
}

/** As tall as its text; the style holds the limit. */
function fitToText(field: HTMLTextAreaElement): void {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}
