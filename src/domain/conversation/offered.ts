import type { MessageId, PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';

/** How an offer ended; each says something else of the person whom it was made to. `caller_left` and `device_error` are of calls. */
export const offerEnds = ['accepted', 'declined', 'no_answer', 'caller_left', 'withdrawn', 'device_error'] as const;
export type OfferEnd = (typeof offerEnds)[number];

/** The newest offer of a conversation; those before it stand in its lines. */
export type Offer = {
  /** Of the line that tells of it. */
  readonly id: MessageId;
  readonly to: PersonId;
  /** Null: nobody, the server gave it out. */
  readonly by: PersonId | null;
  readonly reason: string | null;
  readonly at: Instant;
  readonly expiresAt: Instant;
  readonly ended: { readonly reason: OfferEnd; readonly at: Instant } | null;
};

export function isOpen(offer: Offer | null): offer is Offer {
  return offer !== null && offer.ended === null;
}

/** An offer ends once: how it ended before stands. */
export function closeOffer(offer: Offer | null, reason: OfferEnd, at: Instant): Offer | null {
  return isOpen(offer) ? { ...offer, ended: { reason, at } } : offer;
}
