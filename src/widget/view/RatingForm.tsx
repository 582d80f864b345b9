import { chatLimits } from '#contract/chat-limits';
import type { Chat } from '../chat';
import { h } from '../draw';
import type { Rating } from '../rating';
import type { Text } from '../text/text';
import { Icon } from './Icon';

type RatingProps = { readonly chat: Chat; readonly rating: Rating; readonly text: Text };

/** How it was: asked once a conversation has ended, and changed for a while. */
export function RatingForm({ chat, rating: { score, comment, state, isHere }, text }: RatingProps) {
  return (
    <form key="rate" class="rate" onSubmit={(event) => rate(event, chat)}>
      <div class="stars" role="radiogroup" aria-label={text.rate}>
        <span aria-hidden>{text.rate}</span>
        {[1, 2, 3, 4, 5].map((one) => (
          <label key={one} class="star">
            <input type="radio" class="spoken" name="score" value={one} required aria-label={text.score(one)} checked={one === score} onMount={(radio) => isHere && one === score && radio.focus()} />
            <Icon name="star" />
          </label>
        ))}
      </div>
      <textarea class="comment" name="comment" rows={2} maxlength={chatLimits.comment} placeholder={text.comment} aria-label={text.comment} onMount={(field) => (field.value = comment)} />
      <button type="submit" class="earlier" disabled={state === 'sending'}>
        {text.sendRating}
      </button>
    </form>
  );
}

function rate(event: Event & { readonly currentTarget: HTMLFormElement }, chat: Chat): void {
  event.preventDefault();
  const { score = '', comment = '' } = Object.fromEntries(new FormData(event.currentTarget));
  if (typeof comment === 'string') chat.rate(Number(score), comment);
}

/** Said when it has ended, and when the rating is there. */
export function Ended({ chat, rating: { score, state, isHere }, text }: RatingProps) {
  return state === 'given' ? (
    <div class="copy">
      {text.rated(score ?? 0)}{' '}
      <button type="button" class="earlier" onMount={(button) => isHere && button.focus()} onClick={() => chat.rateAnew()}>
        {text.rateAgain}
      </button>
    </div>
  ) : (
    <p class="spoken">{text.ended}</p>
  );
}
