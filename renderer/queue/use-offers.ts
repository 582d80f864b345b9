import type { WatchOutput } from '#contract/requests';
import { isOpen } from '#domain/conversation/offered';
import type { ConversationId, MessageId } from '#kernel/id';
import { useEffect, useMemo } from 'react';
import { useAct } from '../kit/act';
import { useDirectory } from '../kit/directory';
import { useFirstAnswer, useLive } from '../kit/live';
import { useText } from '../text/TextProvider';

export type ShownOffer = WatchOutput<'offers'>['toMe'][number];
type Answer = 'accept' | 'decline';

export type OfferAnswers = {
  /** Resolves with the conversation that is the person's own now, or null. */
  readonly answer: (offer: ShownOffer, answer: Answer) => Promise<ConversationId | null>;
  /** The one that was made first. */
  readonly answerFirst: (answer: Answer) => Promise<ConversationId | null>;
};

export function useOfferAnswers(): OfferAnswers {
  const { say } = useText();
  const { ask, tell } = useAct();
  const firstAnswer = useFirstAnswer();
  return useMemo(() => {
    const answer: OfferAnswers['answer'] = async ({ conversation, customerName }, wanted) => {
      if (!isOpen(conversation.offer)) return null;
      const outcome = await ask(`offer.${wanted}`, { conversation: conversation.id, offer: conversation.offer.id });
      if (outcome.ok) tell(say(wanted === 'accept' ? 'offer.accepted' : 'offer.declined', { customer: customerName }));
      return outcome.ok && wanted === 'accept' ? conversation.id : null;
    };
    return {
      answer,
      answerFirst: async (wanted) => {
        const first = (await firstAnswer('offers', {})).toMe[0];
        if (first !== undefined) return answer(first, wanted);
        tell(say('offer.none'));
        return null;
      },
    };
  }, [say, ask, tell, firstAnswer]);
}

/** More than end while a window stands and are still watched. */
const mostTold = 200;
let told: readonly MessageId[] = [];

/** Whoever offered is told once how it ended. */
export function useOfferEnds(): void {
  const { say } = useText();
  const { tell } = useAct();
  const directory = useDirectory();
  const ended = useLive('offers', {})?.ended;
  useEffect(() => {
    for (const { conversation, customerName } of ended ?? []) {
      const { offer } = conversation;
      if (offer === null || offer.ended === null || told.includes(offer.id)) continue;
      told = [...told, offer.id].slice(-mostTold);
      tell(say(`offer.ended.${offer.ended.reason}`, { name: directory.person(offer.to)?.name ?? '…', customer: customerName }));
    }
  }, [ended, say, tell, directory]);
}
