import type { CaseId, ConversationId, MessageId, QueueId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { done, refused } from '#kernel/outcome';
import { excerpt } from '#kernel/text';
import type { Mutator } from '../mutator';
import type { QueueRow } from '../queue/queue';
import type { RowChange, Rows } from '../tables';
import { isFinished, type CaseRow } from './case';
import type { ConversationRow } from './conversation';
import { eventMessage } from './event-message';
import { closeOffer } from './offered';
import { mayHandOver, reachToWrite, writingKeys } from './reach';

/** Longest reason that a transfer carries, in characters. */
export const longestReason = 500;

export type TransferConversation = {
  readonly conversation: ConversationId;
  readonly event: MessageId;
  readonly to: QueueId;
  readonly reason: string | null;
};

/**
 * Moves a case to another queue, and so to the team of that queue: a case has one team, so every conversation of it goes along,
 * and none of them has an owner there. What else hangs on them follows where rows are stored. Exclusive.
 */
export const transferConversation: Mutator<TransferConversation> = {
  reads: (args, rows) => [...writingKeys(args.conversation, args.event, rows), { table: 'queues', id: args.to }],
  wholeCases: (args, rows) => caseOf(rows, args.conversation),
  run: (rows, args, context) => {
    const reached = reachToWrite(rows, { conversation: args.conversation, message: args.event }, context);
    if (!reached.ok) return reached;
    const { conversation, case: row } = reached.value;
    if (isFinished(row.state)) return refused('conversation.finished');
    const queue = rows.get('queues', args.to);
    if (queue === undefined) return refused('queue.absent');
    if (queue.id === conversation.queue) return refused('transfer.sameQueue');
    // Conversations of the case that stay with the team keep their queue and their owner.
    const going = row.team === queue.team ? [conversation] : rows.conversationsOf(row.id);
    if (!going.every((one) => mayHandOver(one, context.actor))) return refused('conversation.notYours');
    const reason = args.reason === null ? null : excerpt(args.reason, longestReason);
    const event = { type: 'transferred', by: context.actor.person, from: conversation.queue, to: queue.id, reason: reason === '' ? null : reason } as const;
    return done([...moved(row, going, { queue, at: context.now }), eventMessage({ ...conversation, team: queue.team }, event, { id: args.event, at: context.now })]);
  },
};

function moved(row: CaseRow, going: readonly ConversationRow[], { queue, at }: { readonly queue: QueueRow; readonly at: Instant }): readonly RowChange[] {
  return [
    { op: 'put', table: 'cases', row: { ...row, team: queue.team, owner: null } },
    ...going.map((one): RowChange => ({ op: 'put', table: 'conversations', row: { ...one, team: queue.team, queue: queue.id, assignee: null, fence: one.fence + 1, offer: closeOffer(one.offer, 'withdrawn', at) } })),
  ];
}

function caseOf(rows: Rows, id: ConversationId): readonly CaseId[] {
  const conversation = rows.get('conversations', id);
  return conversation === undefined ? [] : [conversation.case];
}
