import type { ConversationRow } from '#domain/conversation/conversation';
import { regained, type Lapse } from '#domain/conversation/lapse';
import type { FailureCode } from '#domain/failure';
import type { MutationContext } from '#domain/mutator';
import { conversationOf, type Intent } from '#domain/mutators';
import type { RowChange } from '#domain/tables';
import type { MessageId } from '#kernel/id';
import { done, type Outcome } from '#kernel/outcome';
import { Loaded } from './change';
import { behind, performIntent, type LoadRows } from './perform';

/** Whether the assignment ended in silence under whose number somebody acted. */
type LapseOf = (conversation: ConversationRow, fence: number) => Promise<Lapse | null>;

/** `line`: of the line that tells that it is theirs again. A copy writes none: the server's comes. */
export type LateGround = { readonly load: LoadRows; readonly lapseOf: LapseOf; readonly line: MessageId };

/** Like `performIntent`, also for who acted under an assignment that ended in silence: where nobody has held the conversation since, they go on in it. */
export async function performLate(intent: Intent, context: MutationContext, ground: LateGround): Promise<Outcome<readonly RowChange[], FailureCode>> {
  const outcome = await performIntent(intent, context, ground.load);
  if (outcome.ok || outcome.code !== 'assignment.ended') return outcome;
  const back = await goOn(intent, context, ground);
  if (back === null) return outcome;
  const again = await performIntent(under(intent, back.fence), context, behind(ground.load, back.changes));
  return again.ok ? done([...back.changes, ...again.value]) : again;
}

type Back = { readonly changes: readonly RowChange[]; readonly fence: number };

async function goOn(intent: Intent, context: MutationContext, { load, lapseOf, line }: LateGround): Promise<Back | null> {
  const id = conversationOf(intent);
  const fence = 'fence' in intent.args ? intent.args.fence : undefined;
  if (id === null || fence === undefined) return null;
  const rows = new Loaded();
  await load([{ table: 'conversations', id }], rows);
  const conversation = rows.get('conversations', id);
  if (conversation === undefined) return null;
  await load([{ table: 'cases', id: conversation.case }], rows);
  const row = rows.get('cases', conversation.case);
  const lapse = await lapseOf(conversation, fence);
  if (row === undefined || lapse === null) return null;
  const changes = regained({ conversation, case: row }, { lapse, fence, line }, context);
  return changes === null ? null : { changes, fence: lapse.to + 1 };
}

/** The same, under the number that the conversation has for them now. */
function under(intent: Intent, fence: number): Intent {
  // checked: name and arguments are those of one intent
  return { name: intent.name, args: { ...intent.args, fence } } as Intent;
}
