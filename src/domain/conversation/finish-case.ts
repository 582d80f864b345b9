import type { ConversationId, MessageId } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import type { Instant } from '#kernel/instant';
import { firstResponseTarget } from '../channel/channel';
import type { Mutator } from '../mutator';
import { outcomeOf, type OutcomeSaid } from '../queue/disposition';
import type { RowChange, RowKey, Rows } from '../tables';
import { isFinished, isSpam, type CaseState } from './case';
import type { ConversationRow } from './conversation';
import { eventMessage } from './event-message';
import { closeOffer } from './offered';
import { isLate, isUnheard, mayHandOver, reachToWrite, writingKeys } from './reach';

export type FinishCase = { readonly conversation: ConversationId; readonly event: MessageId };

/**
 * `fence`: of what the person saw. Whoever owns the conversation now may finish it; anybody else only what they saw. `heard`: the
 * customer's newest message that they knew of; left out by a desk that does not say.
 */
export type PutAway = FinishCase & { readonly fence?: number | undefined; readonly heard?: MessageId | null | undefined };

export type ResolveCase = PutAway & { readonly outcome?: OutcomeSaid | undefined };

/** Marks the case of a conversation as resolved. Its owner may, anyone of the team while it has none, and a supervisor. */
export const resolveCase: Mutator<ResolveCase> = {
  reads: resolvingKeys,
  run: (rows, args, context) => {
    const reached = reachToWrite(rows, { conversation: args.conversation, message: args.event }, context);
    if (!reached.ok) return reached;
    const { case: row, conversation } = reached.value;
    if (isFinished(row.state)) return refused('case.alreadyResolved');
    const { actor, now } = context;
    if (conversation.assignee !== actor.person && isLate(conversation, args.fence)) return refused('assignment.ended');
    if (!mayHandOver(conversation, actor)) return refused('conversation.notYours');
    if (isUnheard(row, args.heard)) return refused('customer.wrote');
    const queue = rows.get('queues', conversation.queue);
    const disposition = args.outcome && rows.get('dispositions', args.outcome.disposition);
    const outcome = outcomeOf(args.outcome, { queue: conversation.queue, isAsked: queue?.asksOutcome === true, disposition });
    if (!outcome.ok) return outcome;
    return done([
      { op: 'put', table: 'cases', row: { ...row, state: { status: 'resolved', at: now }, outcome: outcome.value } },
      { op: 'put', table: 'conversations', row: { ...conversation, unread: 0, offer: closeOffer(conversation.offer, 'withdrawn', now) } },
      resolvedLine(eventMessage(conversation, { type: 'resolved', by: actor.person }, { id: args.event, at: now }), outcome.value?.code ?? ''),
    ]);
  },
};

/** The line keeps the code of the outcome: a case that is opened again and ended anew has several. */
function resolvedLine(line: RowChange, code: string): RowChange {
  return line.op === 'put' && line.table === 'messages' ? { ...line, row: { ...line.row, text: code } } : line;
}

function resolvingKeys(args: ResolveCase, rows: Rows): readonly RowKey[] {
  const conversation = rows.get('conversations', args.conversation);
  return [
    ...writingKeys(args.conversation, args.event, rows),
    ...(conversation === undefined ? [] : [{ table: 'queues', id: conversation.queue } as const]),
    ...(args.outcome === undefined ? [] : [{ table: 'dispositions', id: args.outcome.disposition } as const]),
  ];
}

/** Puts a mail conversation away as spam. Whoever may resolve it may; opening the case again takes it back. */
export const markSpam: Mutator<PutAway> = {
  reads: (args, rows) => writingKeys(args.conversation, args.event, rows),
  run: (rows, args, context) => {
    const reached = reachToWrite(rows, { conversation: args.conversation, message: args.event }, context);
    if (!reached.ok) return reached;
    const { case: row, conversation } = reached.value;
    const { actor, now } = context;
    if (conversation.kind !== 'email') return refused('mutation.failed');
    if (isSpam(row.state)) return refused('case.alreadyResolved');
    if (conversation.assignee !== actor.person && isLate(conversation, args.fence)) return refused('assignment.ended');
    if (!mayHandOver(conversation, actor)) return refused('conversation.notYours');
    if (isUnheard(row, args.heard)) return refused('customer.wrote');
    return done([
      { op: 'put', table: 'cases', row: { ...row, state: { status: 'closed', at: now, spam: 'person' } } },
      { op: 'put', table: 'conversations', row: { ...conversation, unread: 0, offer: closeOffer(conversation.offer, 'withdrawn', now) } },
      eventMessage(conversation, { type: 'markedSpam', by: actor.person }, { id: args.event, at: now }),
    ]);
  },
};

/** Opens a finished case again. What came as spam and is none is owed its first answer from now on. */
export const reopenCase: Mutator<FinishCase> = {
  reads: (args, rows) => writingKeys(args.conversation, args.event, rows),
  run: (rows, args, context) => {
    const reached = reachToWrite(rows, { conversation: args.conversation, message: args.event }, context);
    if (!reached.ok) return reached;
    const { case: row, conversation } = reached.value;
    if (!isFinished(row.state)) return refused('case.notResolved');
    const opened = { op: 'put', table: 'cases', row: { ...row, state: { status: 'open' } } } as const;
    const type = isSpam(row.state) ? 'unmarkedSpam' : 'reopened';
    const event = eventMessage(conversation, { type, by: context.actor.person }, { id: args.event, at: context.now });
    return done(cameAsSpam(row.state) ? [opened, { op: 'put', table: 'conversations', row: owed(conversation, context.now) }, event] : [opened, event]);
  },
};

function cameAsSpam(state: CaseState): boolean {
  return state.status === 'closed' && state.spam === 'list';
}

function owed(conversation: ConversationRow, now: Instant): ConversationRow {
  return { ...conversation, unread: 1, firstResponse: { state: 'running', dueAt: now + firstResponseTarget[conversation.kind] } };
}
