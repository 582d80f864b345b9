import type { ConversationId, MessageId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { done, refused } from '#kernel/outcome';
import type { Mutator } from '../mutator';
import { mayRetry, type Delivery } from './message';
import { mayHandOver, reach, writingKeys } from './reach';

export type DecideDoubt = { readonly conversation: ConversationId; readonly message: MessageId; /** Else it is left at that. */ readonly again: boolean };

/**
 * A person says what becomes of an answer that may have arrived, or has one that failed tried again. Another one, and one that is
 * on its way already, stays as it is and tells nothing: asked twice, it leaves once.
 */
export const decideDoubt: Mutator<DecideDoubt> = {
  reads: (args, rows) => writingKeys(args.conversation, args.message, rows),
  run: (rows, args, context) => {
    const reached = reach(rows, args.conversation, context);
    if (!reached.ok) return reached;
    const { conversation } = reached.value;
    if (!mayHandOver(conversation, context.actor)) return refused('conversation.notYours');
    const message = rows.get('messages', args.message);
    if (message?.conversation !== conversation.id || message.part.kind !== 'outbound') return done([]);
    const delivery = decided(message.part.delivery, args.again, context.now);
    if (delivery === null) return done([]);
    return done([{ op: 'put', table: 'messages', row: { ...message, part: { ...message.part, delivery } } }]);
  },
};

/** Null: as it was. */
function decided(delivery: Delivery, again: boolean, now: Instant): Delivery | null {
  if (again && delivery.state === 'failed' && mayRetry(delivery)) return { ...delivery, again: now };
  if (delivery.state !== 'failed' || delivery.reason !== 'delivery.inDoubt') return null;
  return again ? { state: 'accepted', at: now } : { state: 'failed', at: now, reason: 'delivery.left' };
}
