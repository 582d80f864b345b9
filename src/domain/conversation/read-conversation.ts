import type { ConversationId } from '#kernel/id';
import { done } from '#kernel/outcome';
import type { Mutator } from '../mutator';
import { conversationKeys, reach } from './reach';

export type ReadConversation = { readonly conversation: ConversationId };

/** The owner looked at the conversation: nothing in it is unread. Somebody else's look changes nothing. */
export const readConversation: Mutator<ReadConversation> = {
  reads: (args, rows) => conversationKeys(args.conversation, rows),
  run: (rows, args, context) => {
    const reached = reach(rows, args.conversation, context);
    if (!reached.ok) return reached;
    const { conversation } = reached.value;
    if (conversation.unread === 0 || conversation.assignee !== context.actor.person) return done([]);
    return done([{ op: 'put', table: 'conversations', row: { ...conversation, unread: 0 } }]);
  },
};
