import type { Actor } from '#domain/access/actor';
import type { FailureCode } from '#domain/failure';
import { commands, mutators, type Command, type Intent } from '#domain/mutators';
import type { ConversationRow } from '#domain/conversation/conversation';
import type { MutationContext, Mutator } from '#domain/mutator';
import type { RowChange, RowKey } from '#domain/tables';
import type { CaseId } from '#kernel/id';
import type { Instant } from '#kernel/instant';
import type { Outcome } from '#kernel/outcome';
import { Loaded } from './change';

/** Looks rows up and adds them, or their absence, to `loaded`. The server locks them; the desk reads its picture. */
export type LoadRows = (keys: readonly RowKey[], loaded: Loaded) => Promise<void>;

/** Runs a mutator over the rows it asks for: the one executor of business rules, on the desk and on the server. */
export async function performIntent(intent: Intent, context: MutationContext, load: LoadRows): Promise<Outcome<readonly RowChange[], FailureCode>> {
  switch (intent.name) {
    case 'message.send':
      return perform(mutators[intent.name], intent.args, { context, load });
    case 'note.add':
      return perform(mutators[intent.name], intent.args, { context, load });
    case 'case.resolve':
      return perform(mutators[intent.name], intent.args, { context, load });
    case 'case.spam':
      return perform(mutators[intent.name], intent.args, { context, load });
    case 'case.snooze':
      return perform(mutators[intent.name], intent.args, { context, load });
    case 'case.wake':
      return perform(mutators[intent.name], intent.args, { context, load });
    case 'case.wait':
      return perform(mutators[intent.name], intent.args, { context, load });
    case 'case.priority':
      return perform(mutators[intent.name], intent.args, { context, load });
    case 'case.tag':
      return perform(mutators[intent.name], intent.args, { context, load });
    case 'case.restore':
      return perform(mutators[intent.name], intent.args, { context, load });
    case 'case.reopen':
      return perform(mutators[intent.name], intent.args, { context, load });
    case 'conversation.read':
      return perform(mutators[intent.name], intent.args, { context, load });
    case 'remark.add':
      return perform(mutators[intent.name], intent.args, { context, load });
    case 'remark.remove':
      return perform(mutators[intent.name], intent.args, { context, load });
    case 'state.set':
      return perform(mutators[intent.name], intent.args, { context, load });
    case 'state.next':
      return perform(mutators[intent.name], intent.args, { context, load });
    case 'article.vote':
      return perform(mutators[intent.name], intent.args, { context, load });
  }
}

/** What a command may ask the truth for: single rows, and every conversation of a case. */
export type LoadTruth = { readonly load: LoadRows; readonly conversationsOf: (id: CaseId) => Promise<readonly ConversationRow[]> };

export async function performCommand(command: Command, context: MutationContext, truth: LoadTruth): Promise<Outcome<readonly RowChange[], FailureCode>> {
  switch (command.name) {
    case 'conversation.take':
      return perform(commands[command.name], command.args, { context, ...truth });
    case 'conversation.assign':
      return perform(commands[command.name], command.args, { context, ...truth });
    case 'conversation.transfer':
      return perform(commands[command.name], command.args, { context, ...truth });
    case 'delivery.decide':
      return perform(commands[command.name], command.args, { context, ...truth });
    case 'cases.change':
      return perform(commands[command.name], command.args, { context, ...truth });
  }
}

/** What a command asks for before it has seen any row. */
export function firstNeeds(command: Command): readonly RowKey[] {
  const nothing = new Loaded();
  switch (command.name) {
    case 'conversation.take':
      return commands[command.name].reads(command.args, nothing);
    case 'conversation.assign':
      return commands[command.name].reads(command.args, nothing);
    case 'conversation.transfer':
      return commands[command.name].reads(command.args, nothing);
    case 'delivery.decide':
      return commands[command.name].reads(command.args, nothing);
    case 'cases.change':
      return commands[command.name].reads(command.args, nothing);
  }
}

/** The rows that the mutator of an intent needs and that are not loaded; ask again when they are: a key may depend on a row. */
export function missingFor(intent: Intent, loaded: Loaded): readonly RowKey[] {
  return readsOf(intent, loaded).filter((key) => !loaded.knows(key));
}

function readsOf(intent: Intent, loaded: Loaded): readonly RowKey[] {
  switch (intent.name) {
    case 'message.send':
      return mutators[intent.name].reads(intent.args, loaded);
    case 'note.add':
      return mutators[intent.name].reads(intent.args, loaded);
    case 'case.resolve':
      return mutators[intent.name].reads(intent.args, loaded);
    case 'case.spam':
      return mutators[intent.name].reads(intent.args, loaded);
    case 'case.snooze':
      return mutators[intent.name].reads(intent.args, loaded);
    case 'case.wake':
      return mutators[intent.name].reads(intent.args, loaded);
    case 'case.wait':
      return mutators[intent.name].reads(intent.args, loaded);
    case 'case.priority':
      return mutators[intent.name].reads(intent.args, loaded);
    case 'case.tag':
      return mutators[intent.name].reads(intent.args, loaded);
    case 'case.restore':
      return mutators[intent.name].reads(intent.args, loaded);
    case 'case.reopen':
      return mutators[intent.name].reads(intent.args, loaded);
    case 'conversation.read':
      return mutators[intent.name].reads(intent.args, loaded);
    case 'remark.add':
      return mutators[intent.name].reads(intent.args, loaded);
    case 'remark.remove':
      return mutators[intent.name].reads(intent.args, loaded);
    case 'state.set':
      return mutators[intent.name].reads(intent.args, loaded);
    case 'state.next':
      return mutators[intent.name].reads(intent.args, loaded);
    case 'article.vote':
      return mutators[intent.name].reads(intent.args, loaded);
  }
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
