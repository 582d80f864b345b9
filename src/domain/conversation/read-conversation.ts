import type { ConversationId, MessageId } from '#kernel/id';
import { done } from '#kernel/outcome';
import type { Mutator } from '../mutator';
import { conversationKeys, isUnheard, reach } from './reach';

/** `heard`: the customer's newest message in the case that they could see; left out by a desk that does not say. */
export type ReadConversation = { readonly conversation: ConversationId; readonly heard?: MessageId | null | undefined };

/** The owner looked at the conversation: nothing in it is unread. Somebody else's look changes nothing, nor does one from before the customer's last words. */
export const readConversation: Mutator<ReadConversation> = {
  reads: (args, rows) => conversationKeys(args.conversation, rows),
  run: (rows, args, context) => {
    const reached = reach(rows, args.conversation, context);
    if (!reached.ok) return reached;
    const { conversation } = reached.value;
    if (conversation.unread === 0 || conversation.assignee !== context.actor.person || isUnheard(reached.value.case, args.heard)) return done([]);
    return done([{ op: 'put', table: 'conversations', row: { ...conversation, unread: 0 } }]);
  },
};
