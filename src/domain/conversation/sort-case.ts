import type { PersonId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import type { FailureCode } from '../failure';
import type { Mutator } from '../mutator';
import type { CaseRow } from './case';
import { eventMessage } from './event-message';
import type { FinishCase } from './finish-case';
import type { ConversationEvent } from './message';
import type { Priority } from './priority';
import { reachToWrite, writingKeys } from './reach';
import { changedTags } from './tags';

export type SetPriority = FinishCase & { readonly to: Priority };
export type TagCase = FinishCase & { readonly add: readonly string[]; readonly remove: readonly string[] };

/** Says how soon a case wants to be looked at. Anyone of its team may: it changes nobody's work, only its order. */
export const setPriority: Mutator<SetPriority> = sorting(({ to }, row, by) => done(row.priority === to ? null : { row: { ...row, priority: to }, event: { type: 'prioritised', by, to } }));

/** Puts tags on a case and takes others off. */
export const tagCase: Mutator<TagCase> = sorting((args, row, by) => {
  const tags = changedTags(row.tags, args);
  if (tags === null) return refused('tag.malformed');
  const added = tags.filter((tag) => !row.tags.includes(tag));
  const removed = row.tags.filter((tag) => !tags.includes(tag));
  return done(added.length + removed.length === 0 ? null : { row: { ...row, tags }, event: { type: 'tagged', by, added, removed } });
});

type Sorted = { readonly row: CaseRow; readonly event: ConversationEvent };

/** What is said of a case by anyone of its team, finished or not; null: it is said already. */
function sorting<Args extends FinishCase>(sort: (args: Args, row: CaseRow, by: PersonId) => Outcome<Sorted | null, FailureCode>): Mutator<Args> {
  return {
    reads: (args, rows) => writingKeys(args.conversation, args.event, rows),
    run: (rows, args, context) => {
      const reached = reachToWrite(rows, { conversation: args.conversation, message: args.event }, context);
      if (!reached.ok) return reached;
      const sorted = sort(args, reached.value.case, context.actor.person);
      if (!sorted.ok) return sorted;
      if (sorted.value === null) return done([]);
      return done([{ op: 'put', table: 'cases', row: sorted.value.row }, eventMessage(reached.value.conversation, sorted.value.event, { id: args.event, at: context.now })]);
    },
  };
}
