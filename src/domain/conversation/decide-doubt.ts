import type { ConversationId, MessageId } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import type { Mutator } from '../mutator';
import type { Delivery } from './message';
import { mayHandOver, reach, writingKeys } from './reach';

export type DecideDoubt = { readonly conversation: ConversationId; readonly message: MessageId; /** Else it is left at that. */ readonly again: boolean };

/** A person says what becomes of an answer that may have arrived. One that is not in doubt, or no longer, stays as it is and tells nothing. */
export const decideDoubt: Mutator<DecideDoubt> = {
  reads: (args, rows) => writingKeys(args.conversation, args.message, rows),
  run: (rows, args, context) => {
    const reached = reach(rows, args.conversation, context);
    if (!reached.ok) return reached;
    const { conversation } = reached.value;
    if (!mayHandOver(conversation, context.actor)) return refused('conversation.notYours');
    const message = rows.get('messages', args.message);
    if (message?.conversation !== conversation.id || message.part.kind !== 'outbound' || !isOpen(message.part.delivery)) return done([]);
    const delivery: Delivery = args.again ? { state: 'accepted', at: context.now } : { state: 'failed', at: context.now, reason: 'delivery.left' };
    return done([{ op: 'put', table: 'messages', row: { ...message, part: { ...message.part, delivery } } }]);
  },
};

function isOpen(delivery: Delivery): boolean {
  return delivery.state === 'failed' && delivery.reason === 'delivery.inDoubt';
}
