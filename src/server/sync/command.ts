import { failure, type Failure } from '#contract/failures';
import { keepCommand, readCommand, recordRefusal } from '#db/central/commands';
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

/** Decides what only the server may. Asked again with the same key it answers as before. Resolves after COMMIT. */
export async function runCommand(ports: PushPorts, who: Asker, asked: ExclusiveCommand): Promise<Failure | null> {
  try {
    return await decide(ports, who, asked);
  } catch (error) {
    // Nothing was kept, the key neither: what stood in its way stands there the next time as well.
    if (error instanceof StaleRowError) return 'mutation.failed';
    throw error;
  }
}

async function decide(ports: PushPorts, who: Asker, { key, command }: ExclusiveCommand): Promise<Failure | null> {
  const owner = { tenant: who.tenant, person: who.actor.person, key };
  return ports.guardedCommit(behalfOf(who), async ({ tx, pipe }, put) => {
    const now = serverTime();
    const held = new HeldRows(pipe, within(who));
    // Asked together: what a command needs first is known without any row.
    const [isNew] = await Promise.all([keepCommand(pipe, owner, { command, now }), held.hold(firstNeeds(command))]);
    if (!isNew) {
      const before = await readCommand(tx, owner);
      return before.command === JSON.stringify(command) ? failure.nullable().parse(before.failure) : 'request.malformed';
    }
    const outcome = await performCommand(command, { actor: who.actor, now }, { load: held.load, conversationsOf: (id) => held.conversationsOf(tx, id) });
    if (!outcome.ok) {
      recordRefusal(pipe, owner, outcome.code);
      return outcome.code;
    }
    await put(outcome.value, held);
    await ports.afterChanges(tx, who.tenant, outcome.value);
    return null;
  });
}
