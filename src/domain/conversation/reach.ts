import type { CaseId, ConversationId, MessageId } from '#kernel/id';
import { done, refused, type Outcome } from '#kernel/outcome';
import { mayWork, type Actor } from '../access/actor';
import type { FailureCode } from '../failure';
import type { MutationContext } from '../mutator';
import type { RowKey, Rows } from '../tables';
import type { CaseRow } from './case';
import type { ConversationRow } from './conversation';

export type Reached = { readonly conversation: ConversationRow; readonly case: CaseRow };

/** The conversation, its case and the message to be written, as keys for `reads`. */
export function writingKeys(id: ConversationId, message: MessageId, rows: Rows): readonly RowKey[] {
  return [...conversationKeys(id, rows), { table: 'messages', id: message }];
}

/** Like `reach`, for who writes a message: an id that exists is never written over, whoever made it up. */
export function reachToWrite(rows: Rows, target: { readonly conversation: ConversationId; readonly message: MessageId }, context: MutationContext): Outcome<Reached, FailureCode> {
  const reached = reach(rows, target.conversation, context);
  if (!reached.ok) return reached;
  return rows.get('messages', target.message) === undefined ? reached : refused('mutation.failed');
}

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

/** The owner, anyone of the team while there is none, and a supervisor. */
export function mayHandOver({ assignee }: ConversationRow, { person, roles }: Actor): boolean {
  return assignee === person || assignee === null || roles.includes('supervisor');
}

/**
 * Judges a writer's fence. It grows with every change of the owner, so a writer that names an older one is late, also when the
 * conversation is theirs again. Who names none (a desk of the version before) is judged by ownership alone.
 */
export function isLate({ fence }: ConversationRow, named: number | undefined): boolean {
  return named !== undefined && named !== fence;
}

/**
 * Judges what a person knew who puts a case away: the customer said something since that they had not heard. Who does not say what
 * they knew (a desk of the version before) is believed.
 */
export function isUnheard({ heard }: CaseRow, known: MessageId | null | undefined): boolean {
  return known !== undefined && heard !== null && heard !== known;
}

function caseKey(id: CaseId): RowKey {
  return { table: 'cases', id };
}
