import type { ConversationId, RemarkId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { supervisedTeams } from '../access/actor';
import type { FailureCode } from '../failure';
import { checkText } from '../check-text';
import { conversationKeys } from '../conversation/reach';
import type { ConversationRow } from '../conversation/conversation';
import type { MutationContext, Mutator } from '../mutator';
import type { RowKey, Rows } from '../tables';
import { longestRemark, type RemarkRow } from './remark';

/** A remark is about a case; it is reached through a conversation of it, as everything that is done in one. */
export type RemoveRemark = { readonly remark: RemarkId; readonly conversation: ConversationId };
export type AddRemark = RemoveRemark & { readonly text: string };

/** Says something about a case to the supervisors of its team. */
export const addRemark: Mutator<AddRemark> = {
  reads: keysOf,
  run: (rows, args, context) => {
    const reached = supervised(rows, args, context);
    if (!reached.ok) return reached;
    const text = checkText(args.text, longestRemark);
    if (!text.ok) return text;
    const { case: about, team } = reached.value;
    const author = context.actor.person;
    const before = rows.get('remarks', args.remark);
    // An id that exists is never written over. A desk that was put back to an earlier day says again what it has said.
    if (before !== undefined) return before.author === author && before.case === about && before.text === text.value ? done([]) : refused('mutation.failed');
    const row: RemarkRow = { id: args.remark, case: about, team, author, at: context.now, text: text.value, version: 0 };
    return done([{ op: 'put', table: 'remarks', row }]);
  },
};

/** Takes one's own remark away. One that is gone already, or is of another case, changes nothing and tells nothing. */
export const removeRemark: Mutator<RemoveRemark> = {
  reads: keysOf,
  run: (rows, args, context) => {
    const reached = supervised(rows, args, context);
    if (!reached.ok) return reached;
    const remark = rows.get('remarks', args.remark);
    if (remark?.case !== reached.value.case) return done([]);
    return remark.author === context.actor.person ? done([{ op: 'remove', table: 'remarks', id: remark.id }]) : refused('access.denied');
  },
};

function keysOf({ remark, conversation }: RemoveRemark, rows: Rows): readonly RowKey[] {
  return [...conversationKeys(conversation, rows), { table: 'remarks', id: remark }];
}

/** Who supervises nobody hears the same of every conversation, and who supervises another team the same as of none. */
function supervised(rows: Rows, { conversation: id }: RemoveRemark, { actor }: MutationContext): Outcome<ConversationRow, FailureCode> {
  const teams = supervisedTeams(actor);
  if (teams.length === 0) return refused('access.denied');
  const conversation = rows.get('conversations', id);
  return conversation !== undefined && teams.includes(conversation.team) ? done(conversation) : refused('conversation.absent');
}
