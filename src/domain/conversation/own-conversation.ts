import type { ConversationId, MessageId, PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { done, refused } from '#kernel/outcome';
import { mayWork } from '../access/actor';
import type { Mutator } from '../mutator';
import type { RowChange } from '../tables';
import { isFinished, type CaseState } from './case';
import { eventMessage } from './event-message';
import type { ConversationEvent } from './message';
import { reachToWrite, writingKeys, type Reached } from './reach';

export type TakeConversation = { readonly conversation: ConversationId; readonly event: MessageId };
export type AssignConversation = TakeConversation & { readonly to: PersonId | null };

/** Takes an unowned conversation. Exclusive: only the server's answer counts. */
export const takeConversation: Mutator<TakeConversation> = {
  reads: (args, rows) => writingKeys(args.conversation, args.event, rows),
  run: (rows, args, context) => {
    const reached = reachToWrite(rows, { conversation: args.conversation, message: args.event }, context);
    if (!reached.ok) return reached;
    const { assignee } = reached.value.conversation;
    if (assignee === context.actor.person) return done([]);
    if (assignee !== null) return refused('conversation.taken');
    if (isFinished(reached.value.case.state)) return refused('conversation.finished');
    return done(handed(reached.value, { owner: context.actor.person, event: { type: 'taken', by: context.actor.person } }, { id: args.event, at: context.now }));
  },
};

/** Hands a conversation to a colleague of the same team, or back to the queue (`to: null`). Exclusive. */
export const assignConversation: Mutator<AssignConversation> = {
  reads: (args, rows) => {
    const keys = writingKeys(args.conversation, args.event, rows);
    return args.to === null ? keys : [...keys, { table: 'people', id: args.to }];
  },
  run: (rows, args, context) => {
    const reached = reachToWrite(rows, { conversation: args.conversation, message: args.event }, context);
    if (!reached.ok) return reached;
    const { conversation } = reached.value;
    const by = context.actor.person;
    const isMine = conversation.assignee === by || conversation.assignee === null;
    if (!isMine && !context.actor.roles.includes('supervisor')) return refused('conversation.notYours');
    if (isFinished(reached.value.case.state)) return refused('conversation.finished');
    if (conversation.assignee === args.to) return done([]);
    const told = { id: args.event, at: context.now };
    if (args.to === null) return done(handed(reached.value, { owner: null, event: { type: 'returned', by } }, told));
    const person = rows.get('people', args.to);
    const works = person !== undefined && mayWork({ person: person.id, roles: person.roles, teams: person.teams }, conversation.team);
    if (!works) return refused('person.absent');
    return done(handed(reached.value, { owner: args.to, event: { type: 'assigned', by, to: args.to } }, told));
  },
};

type Handing = { readonly owner: PersonId | null; readonly event: ConversationEvent };

function handed(reached: Reached, handing: Handing, told: { readonly id: MessageId; readonly at: Instant }): readonly RowChange[] {
  const { conversation } = reached;
  const fresh = reached.case.state.status === 'new';
  const state: CaseState = fresh && handing.owner !== null ? { status: 'open' } : reached.case.state;
  return [
    { op: 'put', table: 'conversations', row: { ...conversation, assignee: handing.owner, fence: conversation.fence + 1 } },
    { op: 'put', table: 'cases', row: { ...reached.case, owner: handing.owner, state } },
    eventMessage(conversation, handing.event, told),
  ];
}
