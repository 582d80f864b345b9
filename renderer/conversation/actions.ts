import type { MessageRow } from '#domain/conversation/message';
import type { ConversationId, MessageId, PersonId, QueueId } from '#kernel/id';
import type { ManyAct } from '#domain/conversation/change-many';
import { useMemo } from 'react';
import { useAct } from '../kit/act';
import { useText } from '../text/TextProvider';
import { askOutcome } from './wrap-up-store';

export type Actions = {
  /** True when the server gave it to me. */
  readonly take: (conversation: ConversationId) => Promise<boolean>;
  readonly assign: (conversation: ConversationId, to: PersonId | null) => Promise<boolean>;
  readonly transfer: (conversation: ConversationId, where: { readonly to: QueueId; readonly reason: string | null }) => Promise<boolean>;
  readonly offer: (conversation: ConversationId, what: { readonly to: PersonId; readonly reason: string | null }) => Promise<boolean>;
  readonly withdraw: (conversation: ConversationId, offer: MessageId) => Promise<boolean>;
  /** Where the queue asks for an outcome, the person is asked first. Else, and when it is handed over, it can be taken back. */
  readonly resolve: (conversation: ConversationId) => Promise<boolean>;
  readonly reopen: (conversation: ConversationId) => Promise<boolean>;
  /** What becomes of an answer that may have arrived. */
  readonly decide: (message: MessageRow, again: boolean) => Promise<boolean>;
};

/** What a person does to a conversation as a whole; refusals are told in words. */
export function useActions(): Actions {
  const { say } = useText();
  const { ask, regret, offer } = useAct();
  return useMemo(() => {
    const takeBack = async (undo: string): Promise<void> => {
      const answer = await ask('cases.undo', { undo });
      if (answer.ok && answer.value.refused[0] !== undefined) regret(answer.value.refused[0].code);
    };
    /** As it is done to many, so that it is taken back as that is; null: the desk did not do it, and has said why. */
    const one = async (act: ManyAct & { readonly do: 'resolve' | 'assign' | 'return' }, conversation: ConversationId) => {
      const answer = await ask('cases.act', { act, conversations: [conversation] });
      if (!answer.ok) return null;
      const { refused, undo } = answer.value;
      if (refused.length === 0 && undo !== null) offer(say(`many.${act.do}`), { label: say('many.undo'), undo: () => void takeBack(undo) });
      return refused[0]?.code ?? 'done';
    };
    const regretted = (code: Awaited<ReturnType<typeof one>>): boolean => {
      if (code !== null && code !== 'done') regret(code);
      return code === 'done';
    };
    const worked = async (answer: Promise<{ readonly ok: boolean }>): Promise<boolean> => (await answer).ok;
    return {
      take: (conversation) => worked(ask('conversation.take', { conversation })),
      assign: async (conversation, to) => regretted(await one(to === null ? { do: 'return' } : { do: 'assign', to }, conversation)),
      transfer: (conversation, where) => worked(ask('conversation.transfer', { conversation, ...where })),
      offer: (conversation, what) => worked(ask('offer.make', { conversation, ...what })),
      withdraw: (conversation, offer) => worked(ask('offer.withdraw', { conversation, offer })),
      resolve: async (conversation) => {
        const code = await one({ do: 'resolve' }, conversation);
        if (code !== 'outcome.required') return regretted(code);
        const said = await askOutcome(conversation);
        return said !== null && worked(ask('case.resolve', { conversation, outcome: said }));
      },
      reopen: (conversation) => worked(ask('case.reopen', { conversation })),
      decide: ({ id: message, conversation }, again) => worked(ask('delivery.decide', { conversation, message, again })),
    };
  }, [say, ask, regret, offer]);
}
