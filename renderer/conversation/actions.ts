import type { MessageRow } from '#domain/conversation/message';
import type { ConversationId, MessageId, PersonId, QueueId } from '#kernel/id';
import { useMemo } from 'react';
import { useAct } from '../kit/act';
import { bridge } from '../kit/bridge';
import { askOutcome } from './wrap-up-store';

export type Actions = {
  /** True when the server gave it to me. */
  readonly take: (conversation: ConversationId) => Promise<boolean>;
  readonly assign: (conversation: ConversationId, to: PersonId | null) => Promise<boolean>;
  readonly transfer: (conversation: ConversationId, where: { readonly to: QueueId; readonly reason: string | null }) => Promise<boolean>;
  readonly offer: (conversation: ConversationId, what: { readonly to: PersonId; readonly reason: string | null }) => Promise<boolean>;
  readonly withdraw: (conversation: ConversationId, offer: MessageId) => Promise<boolean>;
  /** Where the queue asks for an outcome, the person is asked first. */
  readonly resolve: (conversation: ConversationId) => Promise<boolean>;
  readonly reopen: (conversation: ConversationId) => Promise<boolean>;
  /** What becomes of an answer that may have arrived. */
  readonly decide: (message: MessageRow, again: boolean) => Promise<boolean>;
};

/** What a person does to a conversation as a whole; refusals are told in words. */
export function useActions(): Actions {
  const { ask, regret } = useAct();
  return useMemo(() => {
    const worked = async (answer: Promise<{ readonly ok: boolean }>): Promise<boolean> => (await answer).ok;
    return {
      take: (conversation) => worked(ask('conversation.take', { conversation })),
      assign: (conversation, to) => worked(ask('conversation.assign', { conversation, to })),
      transfer: (conversation, where) => worked(ask('conversation.transfer', { conversation, ...where })),
      offer: (conversation, what) => worked(ask('offer.make', { conversation, ...what })),
      withdraw: (conversation, offer) => worked(ask('offer.withdraw', { conversation, offer })),
      resolve: async (conversation) => {
        const outcome = await bridge.ask('case.resolve', { conversation });
        if (outcome.ok) return true;
        if (outcome.code !== 'outcome.required') regret(outcome.code);
        const said = outcome.code === 'outcome.required' ? await askOutcome(conversation) : null;
        return said !== null && worked(ask('case.resolve', { conversation, outcome: said }));
      },
      reopen: (conversation) => worked(ask('case.reopen', { conversation })),
      decide: ({ id: message, conversation }, again) => worked(ask('delivery.decide', { conversation, message, again })),
    };
  }, [ask, regret]);
}
