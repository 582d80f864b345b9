import type { CaseId, ConversationId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { mayWork } from '../access/actor';
import type { FailureCode } from '../failure';
import type { MutationContext } from '../mutator';
import type { RowKey, Rows } from '../tables';
import type { CaseRow } from './case';
import type { ConversationRow } from './conversation';

export type Reached = { readonly conversation: ConversationRow; readonly case: CaseRow };

/** The conversation and its case, as keys for `reads`. */
export function conversationKeys(id: ConversationId, rows: Rows): readonly RowKey[] {
  const conversation = rows.get('conversations', id);
  const own: RowKey = { table: 'conversations', id };
  return conversation === undefined ? [own] : [own, caseKey(conversation.case)];
}

/** The conversation and its case, if this actor may work in it. "Not yours" and "does not exist" are the same answer. */
export function reach(rows: Rows, id: ConversationId, { actor }: MutationContext): Outcome<Reached, FailureCode> {
  const conversation = rows.get('conversations', id);
  const row = conversation && rows.get('cases', conversation.case);
  if (conversation === undefined || row === undefined || !mayWork(actor, conversation.team)) {
    return refused('conversation.absent');
  }
  return done({ conversation, case: row });
}

function caseKey(id: CaseId): RowKey {
  return { table: 'cases', id };
}
