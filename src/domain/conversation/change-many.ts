import { id, type ConversationId, type MessageId, type PersonId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import type { FailureCode } from '../failure';
import type { MutationContext, Mutator } from '../mutator';
import type { RowChange, RowKey, Rows, TableName, Tables } from '../tables';
import { markSpam, resolveCase, type FinishCase, type ResolveCase } from './finish-case';
import { assignConversation, takeConversation } from './own-conversation';
import type { Priority } from './priority';
import { handBack, restoreCase, type WayBack } from './restore-case';
import { snoozeCase, wakeCase } from './snooze-case';
import { setPriority, tagCase } from './sort-case';

/** What is done to many cases at once; each row is judged by the rule of the single act. */
export type ManyAct =
  | { readonly do: 'take' }
  | { readonly do: 'assign'; readonly to: PersonId }
  | { readonly do: 'return' }
  | { readonly do: 'resolve' }
  | { readonly do: 'spam' }
  | { readonly do: 'snooze'; readonly until: Instant }
  | { readonly do: 'wake' }
  | { readonly do: 'priority'; readonly to: Priority }
  | { readonly do: 'tag'; readonly add: readonly string[]; readonly remove: readonly string[] }
  /** Takes back what this person just did to the owners, each as the row says. */
  | { readonly do: 'handBack' }
  /** Takes back what this person did to the cases, each as the row says. */
  | { readonly do: 'restore' };

/** `fence`, `heard`: of what the person saw. `back`: of a row that is handed back, `restore`: of one that is restored; `line` tells what is taken back. */
export type ManyRow = {
  readonly conversation: ConversationId;
  readonly fence?: number | undefined;
  readonly heard?: MessageId | null | undefined;
  readonly back?: { readonly to: PersonId | null; readonly line: MessageId } | undefined;
  readonly restore?: (WayBack & { readonly line: MessageId }) | undefined;
};

/** `lines`: a UUID of the asker, with which the ids of the lines begin that tell what happened. */
export type ChangeMany = { readonly act: ManyAct; readonly rows: readonly ManyRow[]; readonly lines: string };

export type RefusedRow = { readonly conversation: ConversationId; readonly code: FailureCode };

/** Conversations that one act may name. */
export const mostAtOnce = 500;

/** Does the same to many conversations in one step: to those that the rules let, whatever becomes of the others. Exclusive. */
export const changeMany: Mutator<ChangeMany> = {
  reads: (args, rows) => unique(args.rows.flatMap((row, place) => ruleOf(args.act, row).reads(targetOf(args, row, place), rows))),
  run: (rows, args, context) => done(judgeMany(rows, args, context).changes),
};

/** What the rules say of each row: what changes, and which are left as they are, and why. */
export function judgeMany(rows: Rows, args: ChangeMany, context: MutationContext): { readonly changes: readonly RowChange[]; readonly refused: readonly RefusedRow[] } {
  const sofar = new Sofar(rows);
  const left: RefusedRow[] = [];
  for (const [place, row] of args.rows.entries()) {
    const outcome = ruleOf(args.act, row).run(sofar, targetOf(args, row, place), context);
    if (outcome.ok) sofar.add(outcome.value);
    else left.push({ conversation: row.conversation, code: outcome.code });
  }
  return { changes: sofar.changes, refused: left };
}

/** The line that tells what was done to the row at this place. */
export function lineOf(lines: string, place: number): MessageId {
  return id('message', `${lines}-${place}`);
}

function targetOf({ lines }: ChangeMany, { conversation, fence, heard }: ManyRow, place: number): ResolveCase {
  return { conversation, event: lineOf(lines, place), fence, heard };
}

function ruleOf(act: ManyAct, row: ManyRow): Mutator<ResolveCase> {
  switch (act.do) {
    case 'take':
      return takeConversation;
    case 'assign':
      return withMore(assignConversation, { to: act.to });
    case 'return':
      return withMore(assignConversation, { to: null });
    case 'resolve':
      return resolveCase;
    case 'spam':
      return markSpam;
    case 'snooze':
      return withMore(snoozeCase, { until: act.until });
    case 'wake':
      return wakeCase;
    case 'priority':
      return withMore(setPriority, { to: act.to });
    case 'tag':
      return withMore(tagCase, { add: act.add, remove: act.remove });
    case 'handBack':
      return row.back === undefined || row.fence === undefined ? nothingNamed : withMore(handBack, { ...row.back, fence: row.fence });
    case 'restore':
      return row.restore === undefined || row.fence === undefined ? nothingNamed : withMore(restoreCase, row.restore);
  }
}

const nothingNamed: Mutator<FinishCase> = { reads: () => [], run: (): Outcome<never, FailureCode> => refused('mutation.failed') };

function withMore<More>(rule: Mutator<ResolveCase & More>, more: More): Mutator<ResolveCase> {
  return { reads: (args, rows) => rule.reads({ ...args, ...more }, rows), run: (rows, args, context) => rule.run(rows, { ...args, ...more }, context) };
}

function unique(keys: readonly RowKey[]): readonly RowKey[] {
  return [...new Map(keys.map((key) => [`${key.table} ${key.id}`, key])).values()];
}

/** The rows with what was done to them so far: two conversations may be of one case. */
class Sofar implements Rows {
  readonly #rows: Rows;
  readonly #changed = new Map<string, RowChange>();

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  get changes(): readonly RowChange[] {
    return [...this.#changed.values()];
  }

  add(changes: readonly RowChange[]): void {
    for (const change of changes) this.#changed.set(`${change.table} ${change.op === 'put' ? change.row.id : change.id}`, change);
  }

  get<Table extends TableName>(table: Table, id: string): Tables[Table] | undefined {
    const change = this.#changed.get(`${table} ${id}`);
    if (change === undefined) return this.#rows.get(table, id);
    // checked: the key names the table
    return change.op === 'put' ? (change.row as Tables[Table]) : undefined;
  }

  conversationsOf(): never {
    throw new Error('no rule of many asks for a whole case');
  }
}
