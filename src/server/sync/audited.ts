import type { Failure } from '#contract/failures';
import type { Command, Intent, MutationName } from '#domain/mutators';
import type { ConversationId } from '#kernel/id';

/**
 * Where it stands who did it: in a row that stays and names them, or in the audit log alone. What takes something away, and what
 * changes rows that name nobody, must be among the latter.
 */
const trace: Readonly<Record<MutationName, 'row' | 'audit'>> = {
  'message.send': 'row',
  'note.add': 'row',
  'case.resolve': 'row',
  'case.reopen': 'row',
  'case.spam': 'row',
  'case.snooze': 'row',
  'case.wake': 'row',
  'case.wait': 'row',
  'case.priority': 'row',
  'case.tag': 'row',
  'case.restore': 'row',
  'conversation.read': 'row',
  'remark.add': 'row',
  'remark.remove': 'audit',
  'state.set': 'row',
  'state.next': 'row',
  'article.vote': 'row',
  'case.link': 'audit',
  'customer.edit': 'row',
  'identity.add': 'audit',
  'identity.remove': 'audit',
  'identity.prefer': 'audit',
  'consent.record': 'row',
  'customerNote.add': 'row',
  'customerNote.pin': 'audit',
  'customerNote.remove': 'audit',
  'filter.save': 'row',
  'filter.remove': 'row',
  'filter.move': 'row',
};

/** What the audit log names of a mutation: whom or what it is about, and the row itself; nothing where rows tell. */
export function auditedOf(intent: Intent): readonly string[] {
  if (trace[intent.name] === 'row') return [];
  const { args } = intent;
  const named = ['customer', 'conversation', 'identity', 'note', 'remark', 'to'] as const;
  return named.flatMap((name) => valueAt(args, name));
}

function valueAt(args: Intent['args'], name: string): readonly string[] {
  const value: unknown = Object.entries(args).find(([own]) => own === name)?.[1];
  return typeof value === 'string' ? [value] : [];
}

type Judged = { readonly command: Command; readonly failure: Failure | null; readonly refused: readonly { readonly conversation: ConversationId; readonly code: Failure }[] };

/** What it names of a command, and what became of each: an act about many has a line of each of them. */
export function judgedObjects({ command: { name, args }, failure, refused }: Judged): readonly { readonly object: string; readonly failure: Failure | null }[] {
  if (name !== 'cases.change') return [{ object: args.conversation, failure }];
  return args.rows.map(({ conversation }) => ({ object: conversation, failure: failure ?? refused.find((one) => one.conversation === conversation)?.code ?? null }));
}
