import { day, type Duration, type Instant } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import type { FailureCode } from '../failure';
import type { MutationContext, Mutator } from '../mutator';
import type { RowChange, Rows } from '../tables';
import { isFinished, type CaseRow, type CaseState } from './case';
import { eventMessage } from './event-message';
import type { PutAway } from './finish-case';
import type { TellingLine } from './hand-over';
import type { ConversationEvent } from './message';
import { isLate, isUnheard, mayHandOver, reachToWrite, writingKeys, type Reached } from './reach';

/** What is put off for longer is forgotten, not snoozed. */
export const longestSnooze: Duration = 366 * day;

export type SnoozeCase = PutAway & { readonly until: Instant };

/**
 * Puts a case off until a moment. It keeps its owner; the customer's next message wakes it earlier, also one that came before the
 * intent did and was not known to whoever had it. A moment that has passed
 * while the intent was under way is no fault: the server wakes the case as soon as it hears of it.
 */
export const snoozeCase: Mutator<SnoozeCase> = turning(({ until, heard }, { actor, now }, row) => {
  if (until > now + longestSnooze) return refused('snooze.tooFar');
  return isUnheard(row, heard) ? refused('customer.wrote') : done({ state: { status: 'snoozed', until }, event: { type: 'snoozed', by: actor.person, until } });
});

export type WakeCase = Omit<PutAway, 'heard'>;

/** Works on a case before the moment until which it was put off. One that is awake stays as it is, whatever woke it. */
export const wakeCase: Mutator<WakeCase> = turning((_args, { actor }, { state }) =>
  done(state.status === 'snoozed' ? { state: { status: 'open' }, event: { type: 'woken', by: actor.person } } : null),
);

/** Nothing is to be done before the customer answers. */
export const awaitCustomer: Mutator<PutAway> = turning(({ heard }, { actor, now }, row) => {
  if (isUnheard(row, heard)) return refused('customer.wrote');
  return done(row.state.status === 'waiting' ? null : { state: { status: 'waiting', since: now }, event: { type: 'awaited', by: actor.person } });
});

/** The moment of a case has come: it is open again, and the line says that nobody but the clock did it. */
export function endSnooze({ conversation, case: row }: Reached, line: TellingLine): readonly RowChange[] {
  if (row.state.status !== 'snoozed' || row.state.until > line.at) return [];
  return turned({ conversation, case: row }, { state: { status: 'open' }, event: { type: 'woken', by: null } }, line);
}

type Turn = { readonly state: CaseState; readonly event: ConversationEvent };

/** Another state of an unfinished case, for whoever may finish it; null: it stays as it is. */
function turning<Args extends WakeCase>(turn: (args: Args, context: MutationContext, row: CaseRow) => Outcome<Turn | null, FailureCode>): Mutator<Args> {
  return {
    reads: (args, rows) => writingKeys(args.conversation, args.event, rows),
    run: (rows, args, context) => {
      const reached = reachUnfinished(rows, args, context);
      if (!reached.ok) return reached;
      const next = turn(args, context, reached.value.case);
      if (!next.ok) return next;
      return done(next.value === null ? [] : turned(reached.value, next.value, { id: args.event, at: context.now }));
    },
  };
}

function turned({ conversation, case: row }: Reached, { state, event }: Turn, line: TellingLine): readonly RowChange[] {
  return [{ op: 'put', table: 'cases', row: { ...row, state } }, eventMessage(conversation, event, line)];
}

function reachUnfinished(rows: Rows, args: WakeCase, context: MutationContext): Outcome<Reached, FailureCode> {
  const reached = reachToWrite(rows, { conversation: args.conversation, message: args.event }, context);
  if (!reached.ok) return reached;
  const { conversation, case: row } = reached.value;
  if (isFinished(row.state)) return refused('conversation.finished');
  if (conversation.assignee !== context.actor.person && isLate(conversation, args.fence)) return refused('assignment.ended');
  return mayHandOver(conversation, context.actor) ? reached : refused('conversation.notYours');
}
