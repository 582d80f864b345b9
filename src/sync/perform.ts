import type { Actor } from '#domain/access/actor';
import type { FailureCode } from '#domain/failure';
import { commands, mutators, type Command, type Intent } from '#domain/mutators';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { MutationContext, Mutator } from '#domain/mutator';
import type { RowChange, RowKey } from '#domain/tables';
import type { CaseId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import { done, type Outcome } from '#kernel/outcome';
import { keyOf, Loaded } from './change';

/** Looks rows up and adds them, or their absence, to `loaded`. The server locks them; the desk reads its picture. */
export type LoadRows = (keys: readonly RowKey[], loaded: Loaded) => Promise<void>;

/** Runs a mutator over the rows it asks for: the one executor of business rules, on the desk and on the server. */
export async function performIntent(intent: Intent, context: MutationContext, load: LoadRows): Promise<Outcome<readonly RowChange[], FailureCode>> {
  return perform(mutatorOf(intent), intent.args, { context, load });
}

/** What one act of several intents comes to: what changes, what goes along with the first, and why the rest is left undone. */
export type Together = { readonly changes: readonly RowChange[]; readonly along: readonly Intent[]; readonly left: readonly FailureCode[] };

/** Runs what is done in one act, each behind those before it. Nothing is done without the first; what goes along and is refused is left out. */
export async function performTogether([first, ...along]: readonly [Intent, ...Intent[]], context: MutationContext, load: LoadRows): Promise<Outcome<Together, FailureCode>> {
  const begun = await performIntent(first, context, load);
  if (!begun.ok) return begun;
  const changes = [...begun.value];
  const goes: Intent[] = [];
  const left: FailureCode[] = [];
  for (const intent of along) {
    const also = await performIntent(intent, context, behind(load, changes));
    if (also.ok) goes.push(intent);
    if (also.ok) changes.push(...also.value);
    else left.push(also.code);
  }
  return done({ changes, along: goes, left });
}

/** Rows as they stand behind these changes. */
export function behind(load: LoadRows, changes: readonly RowChange[]): LoadRows {
  return async (keys, loaded) => {
    await load(keys, loaded);
    for (const { table, id } of keys) {
      for (const change of changes) if (change.op === 'put' && change.table === table && keyOf(change).id === id) loaded.set(change.table, id, change.row);
    }
  };
}

/** An intent pairs a name with the arguments of the mutator of that name. */
function mutatorOf({ name }: Intent): Mutator<Intent['args']> {
  // checked: the type of an intent is made of exactly these pairs
  return mutators[name] as Mutator<Intent['args']>;
}

function commandOf({ name }: Command): Mutator<Command['args']> {
  // checked: as for intents
  return commands[name] as Mutator<Command['args']>;
}

/** What a command may ask the truth for: single rows, and every conversation of a case. */
export type LoadTruth = { readonly load: LoadRows; readonly conversationsOf: (id: CaseId) => Promise<readonly ConversationRow[]> };

export async function performCommand(command: Command, context: MutationContext, truth: LoadTruth): Promise<Outcome<readonly RowChange[], FailureCode>> {
  return perform(commandOf(command), command.args, { context, ...truth });
}

/** What a command asks for before it has seen any row. */
export function firstNeeds(command: Command): readonly RowKey[] {
  return commandOf(command).reads(command.args, new Loaded());
}

/** The rows that the mutator of an intent needs and that are not loaded; ask again when they are: a key may depend on a row. */
export function missingFor(intent: Intent, loaded: Loaded): readonly RowKey[] {
  return mutatorOf(intent).reads(intent.args, loaded).filter((key) => !loaded.knows(key));
}

/** A mutation in a client's outbox. `at` is the server's time as the client knew it when the person acted. */
export type Pending = { readonly id: number; readonly at: Instant; readonly intent: Intent };

export function contextOf(pending: Pending, actor: Actor): MutationContext {
  return { actor, now: pending.at };
}

type Ground = { readonly context: MutationContext; readonly load: LoadRows; readonly conversationsOf?: LoadTruth['conversationsOf'] };

async function perform<Args>(mutator: Mutator<Args>, args: Args, { context, load, conversationsOf = copyMayLack }: Ground): Promise<Outcome<readonly RowChange[], FailureCode>> {
  const loaded = new Loaded();
  for (;;) {
    const missing = mutator.reads(args, loaded).filter((key) => !loaded.knows(key));
    const whole = missing.length > 0 ? [] : (mutator.wholeCases?.(args, loaded) ?? []).filter((id) => !loaded.knowsConversationsOf(id));
    if (missing.length === 0 && whole.length === 0) return mutator.run(loaded, args, context);
    await load(missing, loaded);
    for (const id of whole) loaded.setConversationsOf(id, await conversationsOf(id));
  }
}

function copyMayLack(): never {
  throw new Error('only a command may ask for a whole case');
}
