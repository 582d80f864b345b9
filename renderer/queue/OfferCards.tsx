import { second } from '#kernel/instant';
import type { ConversationId } from '#kernel/id';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { ChannelIcon } from '../kit/ChannelIcon';
import { useSecond } from '../kit/clock';
import { clockFace } from '../kit/countdown';
import { useDirectory } from '../kit/directory';
import { Face } from '../kit/Face';
import { KeyHint } from '../kit/KeyHint';
import { useLive } from '../kit/live';
import { useText } from '../text/TextProvider';
import classes from './OfferCards.module.css';
import { useOfferAnswers, useOfferEnds, type ShownOffer } from './use-offers';

/** Shown at once; the others stand in their view. */
const mostShown = 3;

/** What is offered to the person. It takes no focus: whoever writes goes on writing. */
export function OfferCards({ onOpen }: { readonly onOpen: (conversation: ConversationId) => void }) {
  const { say } = useText();
  const offers = useLive('offers', {})?.toMe ?? [];
  useOfferEnds();
  return (
    <section className={classes['cards']} aria-label={say('offer.cards')} aria-live="polite" aria-relevant="additions">
      {offers.slice(0, mostShown).map((offer, index) => (
        <OfferCard key={offer.conversation.offer?.id} shown={offer} keyed={index === 0} onOpen={onOpen} />
      ))}
    </section>
  );
}

type CardProps = { readonly shown: ShownOffer; /** The keys answer this one. */ readonly keyed: boolean; readonly onOpen: (conversation: ConversationId) => void };

function OfferCard({ shown, keyed, onOpen }: CardProps) {
  const { say } = useText();
  const directory = useDirectory();
  const { answer } = useOfferAnswers();
  const [asking, setAsking] = useState(false);
  const { conversation, customerName } = shown;
  const { offer } = conversation;
  if (offer === null) return null;

  async function reply(wanted: 'accept' | 'decline'): Promise<void> {
    setAsking(true);
    const own = await answer(shown, wanted);
    setAsking(false);
    if (own !== null) onOpen(own);
  }

  return (
    <article className={classes['card']} data-offer={offer.id}>
      <p className={classes['by']}>{offer.by === null ? say('offer.toYou') : say('offer.by', { by: directory.person(offer.by)?.name ?? '…' })}</p>
      <div className={classes['caller']}>
        <Face name={customerName} size={28} />
        <button type="button" className={classes['name']} onClick={() => onOpen(conversation.id)}>
          <bdi>{customerName}</bdi>
        </button>
        <ChannelIcon kind={conversation.kind} size={14} />
      </div>
      <p className={classes['subject']}>{conversation.subject === '' ? say('list.noSubject') : <bdi>{conversation.subject}</bdi>}</p>
      {offer.reason !== null && <p className={classes['reason']} dir="auto">{offer.reason}</p>}
      <Times shown={shown} />
      <div className={classes['answers']}>
        <Button size="compact-sm" disabled={asking} rightSection={keyed && <KeyHint chord="mod+shift+y" />} onClick={() => void reply('accept')}>
          {say('offer.accept')}
        </Button>
        <Button size="compact-sm" variant="default" disabled={asking} rightSection={keyed && <KeyHint chord="mod+shift+d" />} onClick={() => void reply('decline')}>
          {say('offer.decline')}
        </Button>
      </div>
    </article>
  );
}

/** How long the customer has waited, and how long is left to answer. Counted by the eye, not read out every second. */
function Times({ shown: { conversation } }: Pick<CardProps, 'shown'>) {
  const { say } = useText();
  const now = useSecond();
  const { offer, previewFrom, lastMessageAt } = conversation;
  if (offer === null) return null;
  return (
    <p className={classes['times']} aria-live="off">
      {previewFrom === 'customer' && <span>{say('offer.waits', { time: clockFace(Math.max(0, now - lastMessageAt)) })}</span>}
      <span className={classes['left']} data-soon={offer.expiresAt - now < 15 * second || undefined}>
        {say('offer.left', { time: clockFace(Math.max(0, offer.expiresAt - now)) })}
      </span>
    </p>
  );
}
