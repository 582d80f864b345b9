import type { CaseId, ConversationId, MessageId, PersonId } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import type { Mutator } from '../mutator';
import type { RowChange, Rows } from '../tables';
import { isFinished, isSpam, type CaseState } from './case';
import type { ConversationRow } from './conversation';
import { eventMessage } from './event-message';
import { mayHandOver, reachToWrite, writingKeys } from './reach';

/** `conversation`: of the case that goes; `into`: one of the case that stays. `told`: the line in the latter. */
export type MergeCases = { readonly conversation: ConversationId; readonly event: MessageId; readonly into: ConversationId; readonly told: MessageId };

/**
 * Moves every conversation of a case into another one of the same customer and team; the case that went is closed and names where
 * they are. Only the server has all of them.
 */
export const mergeCases: Mutator<MergeCases> = {
  reads: (args, rows) => [...writingKeys(args.conversation, args.event, rows), ...writingKeys(args.into, args.told, rows)],
  wholeCases: (args, rows) => [...new Set([...caseOf(rows, args.conversation), ...caseOf(rows, args.into)])],
  run: (rows, args, context) => {
    const going = reachToWrite(rows, { conversation: args.conversation, message: args.event }, context);
    if (!going.ok) return going;
    const staying = reachToWrite(rows, { conversation: args.into, message: args.told }, context);
    if (!staying.ok) return staying;
    const [from, to] = [going.value.case, staying.value.case];
    if (from.id === to.id) return refused('case.sameCase');
    if (from.customer !== to.customer) return refused('case.otherCustomer');
    if (from.team !== to.team) return refused('case.otherTeam');
    if (isFinished(to.state) || isSpam(from.state) || from.merged !== null) return refused('conversation.finished');
    const conversations = rows.conversationsOf(from.id);
    if (![...conversations, staying.value.conversation].every((one) => mayHandOver(one, context.actor))) return refused('conversation.notYours');
    const { actor, now } = context;
    const event = { type: 'caseMerged', by: actor.person, from: from.number, into: to.number } as const;
    // Whose case was finished has nothing to do there any more.
    const owner = to.owner ?? (isFinished(from.state) ? null : from.owner);
    // All of the case that stays become theirs who bring the other: a case has one owner. What somebody else works on meanwhile stays theirs.
    const joining = to.owner === null && owner !== null ? rows.conversationsOf(to.id).filter((one) => mayHandOver(one, context.actor)) : [];
    const merged = { into: to.id, at: now, by: actor.person, conversations: conversations.map(({ id }) => id), state: from.state, owner: from.owner };
    return done([
      { op: 'put', table: 'cases', row: { ...from, state: { status: 'closed', at: now }, owner: null, merged } },
      { op: 'put', table: 'cases', row: { ...to, owner, state: together(to.state, from.state), heard: args.told } },
      ...[...conversations, ...joining].map((one) => inCase(one, to.id, owner)),
      eventMessage(going.value.conversation, event, { id: args.event, at: now }),
      eventMessage(staying.value.conversation, event, { id: args.told, at: now }),
    ]);
  },
};

/** `parted`: the case that was merged; `conversation`: one that it brought. */
export type PartCases = { readonly conversation: ConversationId; readonly parted: CaseId; readonly event: MessageId };

/** Takes a merge of cases back: what it moved goes back, as far as it is still there; what came after stays. */
export const partCases: Mutator<PartCases> = {
  reads: (args, rows) => [...writingKeys(args.conversation, args.event, rows), { table: 'cases', id: args.parted }],
  wholeCases: (args, rows) => caseOf(rows, args.conversation),
  run: (rows, args, context) => {
    const reached = reachToWrite(rows, { conversation: args.conversation, message: args.event }, context);
    if (!reached.ok) return reached;
    const { case: standing, conversation } = reached.value;
    const parted = rows.get('cases', args.parted);
    if (parted?.merged?.into !== standing.id || parted.team !== standing.team) return refused('case.notMerged');
    const { merged } = parted;
    const back = rows.conversationsOf(standing.id).filter(({ id }) => merged.conversations.includes(id));
    if (!back.some(({ id }) => id === conversation.id)) return refused('case.notMerged');
    if (!back.every((one) => mayHandOver(one, context.actor))) return refused('conversation.notYours');
    const event = { type: 'caseParted', by: context.actor.person, from: parted.number, into: standing.number } as const;
    return done([
      { op: 'put', table: 'cases', row: { ...parted, customer: standing.customer, state: merged.state, owner: merged.owner, merged: null, heard: standing.heard } },
      ...back.map((one) => inCase(one, parted.id, merged.owner)),
      eventMessage(conversation, event, { id: args.event, at: context.now }),
    ]);
  },
};

/** Whoever waits in one of them waits in both. */
function together(to: CaseState, from: CaseState): CaseState {
  return !isFinished(from) && (to.status === 'waiting' || to.status === 'snoozed') ? { status: 'open' } : to;
}

function inCase(conversation: ConversationRow, into: CaseId, owner: PersonId | null): RowChange {
  const fence = conversation.assignee === owner ? conversation.fence : conversation.fence + 1;
  return { op: 'put', table: 'conversations', row: { ...conversation, case: into, assignee: owner, fence } };
}

function caseOf(rows: Rows, id: ConversationId): readonly CaseId[] {
  const conversation = rows.get('conversations', id);
  return conversation === undefined ? [] : [conversation.case];
}
