import type { MessageId, PersonId } from '#kernel/id';
import { minute, type Duration } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { mayWork, type Actor } from '../access/actor';
import type { FailureCode } from '../failure';
import type { MutationContext, Mutator } from '../mutator';
import type { RowChange, Rows } from '../tables';
import { finishedAt, isFinished, isSpam, type CaseRow, type CaseState, type CaseStatus } from './case';
import { eventMessage } from './event-message';
import type { FinishCase } from './finish-case';
import { handed } from './hand-over';
import type { ConversationEvent } from './message';
import type { Priority } from './priority';
import { longestSnooze } from './snooze-case';
import { changedTags } from './tags';
import { isLate, mayHandOver, reachToWrite, writingKeys, type Reached } from './reach';

/** Back to an unfinished state; when it was finished is nobody's to make up. */
type Unfinished = Exclude<CaseState, { status: 'resolved' | 'closed' }>;

/** What a case was before somebody changed it, and what they left it as. One of the three that was changed. */
export type WayBack =
  | { readonly what: 'state'; readonly was: Unfinished; readonly left: CaseStatus; readonly unread: number }
  | { readonly what: 'priority'; readonly was: Priority; readonly left: Priority }
  | { readonly what: 'tags'; readonly was: readonly string[]; readonly left: readonly string[] };

/**
 * `fence`: of the conversation as they left it. `line`: tells that this person did it, for who holds every line; a copy may lack
 * it, and names none.
 */
export type RestoreCase = FinishCase & WayBack & { readonly fence?: number | undefined; readonly line?: MessageId | undefined };

/** Takes back what the person did to a case, unless it is something else by now. */
export const restoreCase: Mutator<RestoreCase> = {
  reads: (args, rows) => [...writingKeys(args.conversation, args.event, rows), ...(args.line === undefined ? [] : [{ table: 'messages', id: args.line } as const])],
  run: (rows, args, context) => {
    const reached = reachToWrite(rows, { conversation: args.conversation, message: args.event }, context);
    if (!reached.ok) return reached;
    if (args.what === 'state' && !mayHandOver(reached.value.conversation, context.actor)) return refused('conversation.notYours');
    if (!isSound(args, context)) return refused('mutation.failed');
    if (isTouched(reached.value, args, context.actor) || !isAsTold(rows, args, { state: reached.value.case.state, by: context.actor.person })) return refused('row.changed');
    const restored = former(reached.value, args, context.actor.person);
    if (restored === null) return refused('row.changed');
    const { conversation } = reached.value;
    const unread: readonly RowChange[] = args.what === 'state' && conversation.unread < args.unread ? [{ op: 'put', table: 'conversations', row: { ...conversation, unread: args.unread } }] : [];
    return done([{ op: 'put', table: 'cases', row: restored.row }, ...unread, eventMessage(conversation, restored.event, { id: args.event, at: context.now })]);
  },
};

/** What was never so is nobody's to bring back. */
function isSound(args: RestoreCase, { now }: MutationContext): boolean {
  if (args.what === 'tags') return changedTags([], { add: args.was, remove: [] })?.join() === args.was.join();
  return args.what !== 'state' || args.was.status !== 'snoozed' || args.was.until <= now + longestSnooze;
}

/** Somebody else has or had it meanwhile. */
function isTouched({ conversation }: Reached, { fence }: RestoreCase, { person }: Actor): boolean {
  return conversation.assignee !== person && isLate(conversation, fence);
}

/** Whether it is what this very line says: a case that somebody else has resolved anew, or put off to another moment, is theirs. */
function isAsTold(rows: Rows, { line, conversation }: RestoreCase, { state, by }: { readonly state: CaseState; readonly by: PersonId }): boolean {
  if (line === undefined) return true;
  const said = rows.get('messages', line);
  if (said?.conversation !== conversation || said.part.kind !== 'event') return false;
  const { event } = said.part;
  if (event.type === 'resolved' || event.type === 'markedSpam') return event.by === by && finishedAt(state) === said.at;
  if (event.type === 'snoozed') return event.by === by && state.status === 'snoozed' && state.until === event.until;
  return (event.type === 'prioritised' || event.type === 'tagged') && event.by === by;
}

function former({ case: row }: Reached, args: RestoreCase, by: PersonId): { readonly row: CaseRow; readonly event: ConversationEvent } | null {
  switch (args.what) {
    case 'state':
      return row.state.status === args.left ? { row: { ...row, state: args.was }, event: backTo(row.state, args.was, by) } : null;
    case 'priority':
      return row.priority === args.left ? { row: { ...row, priority: args.was }, event: { type: 'prioritised', by, to: args.was } } : null;
    case 'tags': {
      if (row.tags.join() !== args.left.join()) return null;
      const added = args.was.filter((tag) => !row.tags.includes(tag));
      return { row: { ...row, tags: args.was }, event: { type: 'tagged', by, added, removed: row.tags.filter((tag) => !args.was.includes(tag)) } };
    }
  }
}

function backTo(state: CaseState, was: Unfinished, by: PersonId): ConversationEvent {
  if (isSpam(state)) return { type: 'unmarkedSpam', by };
  if (isFinished(state)) return { type: 'reopened', by };
  return was.status === 'snoozed' ? { type: 'snoozed', by, until: was.until } : { type: 'woken', by };
}

/** How long whoever gave a conversation away may take that back. */
const regret: Duration = 2 * minute;

/** `line`: tells that this person gave the conversation away; `fence`: of the conversation as they left it. */
export type HandBack = FinishCase & { readonly fence: number; readonly line: MessageId; readonly to: PersonId | null };

/** Takes back what the person just did to the owner of a conversation. Exclusive. */
export const handBack: Mutator<HandBack> = {
  reads: (args, rows) => [...writingKeys(args.conversation, args.event, rows), { table: 'messages', id: args.line }, ...(args.to === null ? [] : [{ table: 'people', id: args.to } as const])],
  run: (rows, args, context) => {
    const reached = reachToWrite(rows, { conversation: args.conversation, message: args.event }, context);
    if (!reached.ok) return reached;
    if (reached.value.conversation.fence !== args.fence || isFinished(reached.value.case.state)) return refused('row.changed');
    if (!isOwnDeed(rows, args, context)) return refused('conversation.notYours');
    const told = { id: args.event, at: context.now };
    const by = context.actor.person;
    if (args.to === null) return done(handed(reached.value, { owner: null, event: { type: 'returned', by } }, told));
    return isAtWork(rows, args.to, reached.value).ok ? done(handed(reached.value, { owner: args.to, event: { type: 'assigned', by, to: args.to } }, told)) : refused('person.absent');
  },
};

function isOwnDeed(rows: Rows, { line, conversation }: HandBack, { actor, now }: MutationContext): boolean {
  const said = rows.get('messages', line);
  if (said?.conversation !== conversation || said.part.kind !== 'event' || now - said.at > regret) return false;
  const { event } = said.part;
  return (event.type === 'taken' || event.type === 'assigned' || event.type === 'returned') && event.by === actor.person;
}

function isAtWork(rows: Rows, id: PersonId, { conversation }: Reached): Outcome<null, FailureCode> {
  const person = rows.get('people', id);
  return person !== undefined && mayWork({ person: id, roles: person.roles, teams: person.teams }, conversation.team) ? done(null) : refused('person.absent');
}
