import type { ConversationId, MessageId, PersonId } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import { mayWork } from '../access/actor';
import type { Mutator } from '../mutator';
import { isFinished } from './case';
import { handed } from './hand-over';
import { mayHandOver, reachToWrite, writingKeys } from './reach';

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
    if (!mayHandOver(conversation, context.actor)) return refused('conversation.notYours');
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
