import { chatLimits } from '#contract/chat-limits';
import { Component, createRef } from 'preact';
import type { Chat, ChatState } from '../chat';
import type { Text } from '../text/text';
import { Icon } from './Icon';

type ComposerProps = { readonly chat: Chat; readonly state: ChatState; readonly text: Text };
type Draft = { readonly draft: string };

export class Composer extends Component<ComposerProps, Draft> {
  override state = { draft: '' };
  readonly #field = createRef<HTMLTextAreaElement>();

  override componentDidMount(): void {
    this.#field.current?.focus();
    fitToText(this.#field.current);
  }

  override componentDidUpdate(_: ComposerProps, { draft }: Draft): void {
    if (draft !== this.state.draft) fitToText(this.#field.current);
  }

  override render({ chat, state, text }: ComposerProps, { draft }: Draft) {
    const over = tooMany(draft);
    const { talk } = state;
    const isFirst = talk.lines.length === 0 && talk.pending.length === 0;
    return (
      <form class="composer" onSubmit={(event) => (event.preventDefault(), this.#send())}>
        {isFirst && (
          <input class="name" type="text" autocomplete="given-name" maxLength={chatLimits.name} value={state.name ?? ''} placeholder={text.name} aria-label={text.name} onInput={(event) => chat.nameMe(event.currentTarget.value)} />
        )}
        {over > 0 && (
          <p class="over" role="alert">
            {text.tooLong(over)}
          </p>
        )}
        <div class="row">
          <textarea ref={this.#field} class="field" rows={1} value={draft} placeholder={text.write} aria-label={text.write} aria-invalid={over > 0} onKeyDown={this.#sendOnEnter} onInput={(event) => (this.setState({ draft: event.currentTarget.value }), chat.type())} />
          <button type="submit" class="send" aria-label={text.send} disabled={!isSendable(draft)}>
            <Icon name="send" />
          </button>
        </div>
      </form>
    );
  }

  readonly #sendOnEnter = (event: KeyboardEvent): void => {
    // While an input method is composing, Enter picks a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  };

  #send(): void {
    const { draft } = this.state;
    if (!isSendable(draft)) return;
    this.props.chat.say(draft.trim());
    this.setState({ draft: '' });
    this.#field.current?.focus();
  }
}

function tooMany(draft: string): number {
  return draft.trim().length - chatLimits.text;
}

function isSendable(draft: string): boolean {
  return draft.trim() !== '' && tooMany(draft) <= 0;
}

/** As tall as its text; the style holds the limit. */
function fitToText(field: HTMLTextAreaElement | null): void {
  if (field === null) return;
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}
