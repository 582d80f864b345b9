import { failure, type Failure } from '#contract/failures';
import { refusedRows } from '#contract/intents';
import { keepCommand, readCommand, recordRefusal, recordRefusedRows } from '#db/central/commands';
import { judgeMany, type RefusedRow } from '#domain/conversation/change-many';
import type { Command } from '#domain/mutators';
import { firstNeeds, performCommand } from '#sync/perform';
import type { SignedIn } from '../access/sessions';
import { behalfOf } from '../access/behalf';
import { within } from '../access/within';
import { HeldRows } from './held-rows';
import type { PushPorts } from './push';
import { serverTime } from './server-time';
import { StaleRowError } from './store-changes';

type Asker = Pick<SignedIn, 'tenant' | 'actor'>;

export type ExclusiveCommand = { readonly key: string; readonly command: Command };

/** `refused`: of a command about many, those that the rules did not let; of any other, nothing. */
export type Verdict = { readonly failure: Failure | null; readonly refused: readonly RefusedRow[] };

/** Decides what only the server may about one thing. Resolves after COMMIT. */
export async function runCommand(ports: PushPorts, who: Asker, asked: ExclusiveCommand): Promise<Failure | null> {
  return (await judgeCommand(ports, who, asked)).failure;
}

/** Decides what only the server may. Asked again with the same key it answers as before. Resolves after COMMIT. */
export async function judgeCommand(ports: PushPorts, who: Asker, asked: ExclusiveCommand): Promise<Verdict> {
  try {
    return await decide(ports, who, asked);
  } catch (error) {
    // Nothing was kept, the key neither: what stood in its way stands there the next time as well.
    if (error instanceof StaleRowError) return { failure: 'mutation.failed', refused: [] };
    throw error;
  }
}

async function decide(ports: PushPorts, who: Asker, { key, command }: ExclusiveCommand): Promise<Verdict> {
  const owner = { tenant: who.tenant, person: who.actor.person, key };
  return ports.guardedCommit(behalfOf(who), async ({ tx, pipe }, put) => {
    const now = serverTime();
    const held = new HeldRows(pipe, within(who));
    // Asked together: what a command needs first is known without any row.
    const [isNew] = await Promise.all([keepCommand(pipe, owner, { command, now }), held.hold(firstNeeds(command))]);
    if (!isNew) {
      const before = await readCommand(tx, owner);
      if (before.command !== JSON.stringify(command)) return { failure: 'request.malformed', refused: [] };
      return { failure: failure.nullable().parse(before.failure), refused: refusedRows.parse(before.refused ?? []) };
    }
    const context = { actor: who.actor, now };
    const outcome = await performCommand(command, context, { load: held.load, conversationsOf: (id) => held.conversationsOf(tx, id) });
    if (!outcome.ok) {
      recordRefusal(pipe, owner, outcome.code);
      return { failure: outcome.code, refused: [] };
    }
    const refused = command.name === 'cases.change' ? judgeMany(held.rows, command.args, context).refused : [];
    if (refused.length > 0) recordRefusedRows(pipe, owner, refused);
    await put(outcome.value, held);
    await ports.afterChanges(tx, who.tenant, outcome.value);
    return { failure: null, refused };
  });
}
