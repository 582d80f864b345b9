import type { ConversationId, MessageId } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import type { Mutator } from '../mutator';
import { isFinished } from './case';
import { eventMessage } from './event-message';
import { isLate, mayHandOver, reachToWrite, writingKeys } from './reach';

export type FinishCase = { readonly conversation: ConversationId; readonly event: MessageId };

/** `fence`: of what the person saw. Whoever owns the conversation now may finish it; anybody else only what they saw. */
export type ResolveCase = FinishCase & { readonly fence?: number | undefined };

/** Marks the case of a conversation as resolved. Its owner may, anyone of the team while it has none, and a supervisor. */
export const resolveCase: Mutator<ResolveCase> = {
  reads: (args, rows) => writingKeys(args.conversation, args.event, rows),
  run: (rows, args, context) => {
    const reached = reachToWrite(rows, { conversation: args.conversation, message: args.event }, context);
    if (!reached.ok) return reached;
    const { case: row, conversation } = reached.value;
    if (isFinished(row.state)) return refused('case.alreadyResolved');
    const { actor, now } = context;
    if (conversation.assignee !== actor.person && isLate(conversation, args.fence)) return refused('assignment.ended');
    if (!mayHandOver(conversation, actor)) return refused('conversation.notYours');
    return done([
      { op: 'put', table: 'cases', row: { ...row, state: { status: 'resolved', at: now } } },
      { op: 'put', table: 'conversations', row: { ...conversation, unread: 0 } },
      eventMessage(conversation, { type: 'resolved', by: actor.person }, { id: args.event, at: now }),
    ]);
  },
};

/** Opens a resolved case again. */
export const reopenCase: Mutator<FinishCase> = {
  reads: (args, rows) => writingKeys(args.conversation, args.event, rows),
  run: (rows, args, context) => {
    const reached = reachToWrite(rows, { conversation: args.conversation, message: args.event }, context);
    if (!reached.ok) return reached;
    const { case: row, conversation } = reached.value;
    if (!isFinished(row.state)) return refused('case.notResolved');
    return done([
      { op: 'put', table: 'cases', row: { ...row, state: { status: 'open' } } },
      eventMessage(conversation, { type: 'reopened', by: context.actor.person }, { id: args.event, at: context.now }),
    ]);
  },
};
