import type { Failure } from '#contract/failures';
import type { Intent } from '#domain/mutators';
import { performIntent } from '#sync/perform';
import { behalfOf } from '../access/behalf';
import type { SignedIn } from '../access/sessions';
import { within } from '../access/within';
import { HeldRows } from './held-rows';
import type { PushPorts } from './push';
import { serverTime } from './server-time';
import { StaleRowError } from './store-changes';

/** One intent of somebody who has no workstation, by the rules of their role; its ids make it happen once. */
export async function performOnce({ guardedCommit, afterChanges }: Pick<PushPorts, 'guardedCommit' | 'afterChanges'>, who: Pick<SignedIn, 'tenant' | 'actor'>, intent: Intent): Promise<Failure | null> {
  try {
    return await guardedCommit(behalfOf(who), async ({ tx, pipe }, put) => {
      const held = new HeldRows(pipe, within(who));
      const outcome = await performIntent(intent, { actor: who.actor, now: serverTime() }, held.load);
      if (!outcome.ok) return outcome.code;
      await put(outcome.value, held);
      await afterChanges(tx, who.tenant, outcome.value);
      return null;
    });
  } catch (error) {
    // Somebody else wrote there at the same moment, perhaps this very request: it is sent again with its key.
    if (error instanceof StaleRowError) return 'mutation.failed';
    throw error;
  }
}
