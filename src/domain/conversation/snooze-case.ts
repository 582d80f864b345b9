import { day, type Duration, type Instant } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import type { FailureCode } from '../failure';
import type { MutationContext, Mutator } from '../mutator';
import type { RowChange, Rows } from '../tables';
import { isFinished, type CaseState } from './case';
import { eventMessage } from './event-message';
import type { ResolveCase } from './finish-case';
import type { TellingLine } from './hand-over';
import type { ConversationEvent } from './message';
import { isLate, mayHandOver, reachToWrite, writingKeys, type Reached } from './reach';

/** What is put off for longer is forgotten, not snoozed. */
export const longestSnooze: Duration = 366 * day;

export type SnoozeCase = ResolveCase & { readonly until: Instant };

/**
 * Puts a case off until a moment. It keeps its owner; the customer's next message wakes it earlier. A moment that has passed
 * while the intent was under way is no fault: the server wakes the case as soon as it hears of it.
 */
export const snoozeCase: Mutator<SnoozeCase> = turning(({ until }, { actor, now }) =>
  until > now + longestSnooze ? refused('snooze.tooFar') : done({ state: { status: 'snoozed', until }, event: { type: 'snoozed', by: actor.person, until } }),
);

/** Works on a case before the moment until which it was put off. One that is awake stays as it is. */
export const wakeCase: Mutator<ResolveCase> = turning((_args, { actor }, state) =>
  done(state.status === 'snoozed' ? { state: { status: 'open' }, event: { type: 'woken', by: actor.person } } : null),
);

/** Nothing is to be done before the customer answers. */
export const awaitCustomer: Mutator<ResolveCase> = turning((_args, { actor, now }, state) =>
  done(state.status === 'waiting' ? null : { state: { status: 'waiting', since: now }, event: { type: 'awaited', by: actor.person } }),
);

/** The moment of a case has come: it is open again, and the line says that nobody but the clock did it. */
export function endSnooze({ conversation, case: row }: Reached, line: TellingLine): readonly RowChange[] {
  if (row.state.status !== 'snoozed' || row.state.until > line.at) return [];
  return turned({ conversation, case: row }, { state: { status: 'open' }, event: { type: 'woken', by: null } }, line);
}

type Turn = { readonly state: CaseState; readonly event: ConversationEvent };

/** Another state of an unfinished case, for whoever may finish it; null: it stays as it is. */
function turning<Args extends ResolveCase>(turn: (args: Args, context: MutationContext, state: CaseState) => Outcome<Turn | null, FailureCode>): Mutator<Args> {
  return {
    reads: (args, rows) => writingKeys(args.conversation, args.event, rows),
    run: (rows, args, context) => {
      const reached = reachUnfinished(rows, args, context);
      if (!reached.ok) return reached;
      const next = turn(args, context, reached.value.case.state);
      if (!next.ok) return next;
      return done(next.value === null ? [] : turned(reached.value, next.value, { id: args.event, at: context.now }));
    },
  };
}

function turned({ conversation, case: row }: Reached, { state, event }: Turn, line: TellingLine): readonly RowChange[] {
  return [{ op: 'put', table: 'cases', row: { ...row, state } }, eventMessage(conversation, event, line)];
}

function reachUnfinished(rows: Rows, args: ResolveCase, context: MutationContext): Outcome<Reached, FailureCode> {
  const reached = reachToWrite(rows, { conversation: args.conversation, message: args.event }, context);
  if (!reached.ok) return reached;
  const { conversation, case: row } = reached.value;
  if (isFinished(row.state)) return refused('conversation.finished');
  if (conversation.assignee !== context.actor.person && isLate(conversation, args.fence)) return refused('assignment.ended');
  return mayHandOver(conversation, context.actor) ? reached : refused('conversation.notYours');
}
