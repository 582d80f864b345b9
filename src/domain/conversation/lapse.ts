import type { MessageId, PersonId } from '#kernel/id';
import { mayWork } from '../access/actor';
import type { MutationContext } from '../mutator';
import type { RowChange } from '../tables';
import { isFinished } from './case';
import type { ConversationRow } from './conversation';
import { isLive } from './end-lease';
import { handed } from './hand-over';
import type { Reached } from './reach';

/**
 * A conversation went back to its queue because nothing was heard of its owner. Nobody but this person has held it from the number
 * `from` up to `to`, under which it lies in the queue; every other owner takes a further number, and this is over.
 */
export type Lapse = { readonly person: PersonId; readonly from: number; readonly to: number };

/** What the end of a lease leaves to be kept; of several in a row with nobody else between them, one. `before`: what was kept until now. */
export function lapseOf({ assignee, fence }: ConversationRow, before: Lapse | null): Lapse | null {
  if (assignee === null) return null;
  const goesOn = before?.person === assignee && before.to + 1 === fence;
  return { person: assignee, from: goesOn ? before.from : fence, to: fence + 1 };
}

/** What a desk takes it for while it has only the rows: the server knows how the assignment ended, and has the last word. */
export function presumedLapse(conversation: ConversationRow, fence: number, person: PersonId): Lapse | null {
  return isLive(conversation) ? { person, from: fence, to: fence + 1 } : null;
}

export type Regaining = { readonly lapse: Lapse; /** Under which the person acted. */ readonly fence: number; /** Of the line that tells it. */ readonly line: MessageId };

/**
 * Whoever was not heard of goes on where nobody held the conversation meanwhile: it is theirs again. Nothing changes where they have
 * it back already; null: somebody else had it, or nothing is left to do.
 */
export function regained(reached: Reached, { lapse, fence, line }: Regaining, { actor, now }: MutationContext): readonly RowChange[] | null {
  const { conversation, case: row } = reached;
  if (lapse.person !== actor.person || fence < lapse.from || fence > lapse.to || !mayWork(actor, conversation.team)) return null;
  if (conversation.assignee === actor.person && conversation.fence === lapse.to + 1) return [];
  if (conversation.assignee !== null || conversation.fence !== lapse.to || isFinished(row.state)) return null;
  // Lines of one moment stand in no order: whose it is comes before what they do in it.
  return handed(reached, { owner: actor.person, event: { type: 'taken', by: actor.person } }, { id: line, at: now - 1 });
}
