import { chatLimits } from '#contract/chat-limits';
import type { Chat } from '../chat';
import type { ChatState, Leaving } from '../chat-state';
import { h, type Drawn } from '../draw';
import type { Text } from '../text/text';
import { Icon } from './Icon';

type ComposerProps = { readonly chat: Chat; readonly state: ChatState; readonly text: Text };

/** What is being written; it outlives the closing of the chat. */
export class Composer {
  readonly #redraw: () => void;
  #draft = '';
  #mail = '';
  #isMailWrong = false;
  #mailField: HTMLInputElement | null = null;
  #field: HTMLTextAreaElement | null = null;

  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  draw({ chat, state, text }: ComposerProps): Drawn {
    const { talk, away, leaving } = state;
    if (leaving !== null) return <Left leaving={leaving} text={text} onAgain={() => this.#again(chat, leaving)} />;
    const over = tooMany(this.#draft);
    const isFirst = talk.lines.length === 0 && talk.pending.length === 0;
    const isByMail = isFirst && away?.byMail === true;
    const send = (): void => this.#send(chat, isByMail);
    const label = isByMail ? text.leave : text.send;
    return (
      <form class="composer" novalidate onSubmit={(event) => (event.preventDefault(), send())}>
        {isFirst && !state.isKnown && (
          <input class="name" type="text" autocomplete="given-name" maxlength={chatLimits.name} value={state.name ?? ''} placeholder={text.name} aria-label={text.name} onInput={(event) => chat.nameMe(event.currentTarget.value)} />
        )}
        {isByMail && <input key="mail" class="name" type="email" required autocomplete="email" maxlength={chatLimits.mail} value={this.#mail} placeholder={text.mail} aria-label={text.mail} aria-invalid={this.#isMailWrong} onMount={(field) => (this.#mailField = field)} onInput={(event) => this.#address(event.currentTarget.value)} />}
        {isByMail && this.#isMailWrong && <Wrong words={text.mailWrong} />}
        {over > 0 && <Wrong words={text.tooLong(over)} />}
        <div class="row">
          <textarea onMount={(field) => this.#mounted(field, state.isOpenedHere)} class="field" rows={1} value={this.#draft} placeholder={text.write} aria-label={text.write} aria-invalid={over > 0} onKeyDown={(event) => sendOnEnter(event, send)} onInput={(event) => (this.#write(event.currentTarget.value), chat.type())} />
          <button type="submit" class="send" aria-label={label} disabled={!isSendable(this.#draft)}>
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

  #address(mail: string): void {
    this.#mail = mail;
    this.#isMailWrong = false;
    this.#redraw();
  }

  #send(chat: Chat, isByMail: boolean): void {
    if (!isSendable(this.#draft)) return;
    if (isByMail) return this.#leave(chat);
    chat.say(this.#draft.trim());
    this.#write('');
    this.#field?.focus();
  }

  #leave(chat: Chat): void {
    this.#isMailWrong = this.#mailField?.checkValidity() === false;
    if (!this.#isMailWrong) return chat.leave(this.#mail.trim(), this.#draft.trim());
    this.#redraw();
    this.#mailField?.focus();
  }

  /** What was taken is done with; what was refused stands in the fields again. */
  #again(chat: Chat, { state }: Leaving): void {
    if (state === 'left') this.#draft = '';
    chat.leaveAnew();
    this.#field?.focus();
  }
}

type LeftProps = { readonly leaving: Leaving; readonly text: Text; readonly onAgain: () => void };

/** Stands in the place of the field once a message was left. */
function Left({ leaving: { state, mail }, text, onAgain }: LeftProps) {
  const words = { waiting: text.leaving, left: text.left(mail), refused: text.leftRefused }[state];
  return (
    <div class="composer left">
      <p role="status">{words}</p>
      {state !== 'waiting' && (
        <button type="button" class="earlier" onClick={onAgain}>
          {text.again}
        </button>
      )}
    </div>
  );
}

function Wrong({ words }: { readonly words: string }) {
  return (
    <p class="over" role="alert">
      {words}
    </p>
  );
}

function sendOnEnter(event: KeyboardEvent, send: () => void): void {
  // While an input method is composing, Enter picks a word.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send();
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
