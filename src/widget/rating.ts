import type { ChatRating } from '#contract/chat';

/** What the visitor thinks of the conversation that ended. `isHere`: they are at it in this tab, and the focus follows. */
export type Rating = ChatRating & { readonly state: 'asked' | 'sending' | 'given'; readonly isHere: boolean };

/** What the server told. A form that is being filled in stays as it is, unless its conversation goes on or was rated elsewhere. */
export function told(known: Rating | null, rating: ChatRating | null): Rating | null {
  if (rating === null || (known?.state === 'asked' && known.closing === rating.closing && known.score === rating.score)) return rating && known;
  return { ...rating, state: rating.score === null ? 'asked' : 'given', isHere: known?.state === 'sending' };
}
