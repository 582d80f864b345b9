import type { CaseId, ConversationId } from '#kernel/id';
import { done, refused } from '#kernel/outcome';
import type { Mutator } from '../mutator';
import type { CaseRow } from './case';
import { conversationKeys, reach } from './reach';

/** Cases that one case names as related, at most. */
export const mostRelated = 20;

/** Both are reached through a conversation of theirs, as everything that is done in a case. */
export type LinkCases = { readonly conversation: ConversationId; readonly to: ConversationId; readonly linked: boolean };

/** Says of two cases that they belong together, or takes that back. */
export const linkCases: Mutator<LinkCases> = {
  reads: (args, rows) => [...conversationKeys(args.conversation, rows), ...conversationKeys(args.to, rows)],
  run: (rows, args, context) => {
    const one = reach(rows, args.conversation, context);
    if (!one.ok) return one;
    const other = reach(rows, args.to, context);
    if (!other.ok) return other;
    const [from, to] = [one.value.case, other.value.case];
    if (from.id === to.id) return refused('case.sameCase');
    if (args.linked && Math.max(from.related.length, to.related.length) >= mostRelated) return refused('case.tooManyRelated');
    if (from.related.includes(to.id) === args.linked && to.related.includes(from.id) === args.linked) return done([]);
    return done([
      { op: 'put', table: 'cases', row: named(from, to.id, args.linked) },
      { op: 'put', table: 'cases', row: named(to, from.id, args.linked) },
    ]);
  },
};

function named(row: CaseRow, other: CaseId, linked: boolean): CaseRow {
  const others = row.related.filter((id) => id !== other);
  return { ...row, related: linked ? [...others, other] : others };
}
